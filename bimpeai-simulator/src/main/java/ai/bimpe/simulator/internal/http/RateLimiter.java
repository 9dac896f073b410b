package ai.bimpe.simulator.internal.http;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.simulator.core.SimulatorSettings;

/**
 * Counts the requests of each key in windows of one minute. The list of conversations is
 * counted on its own as well.
 *
 * @since 0.1.0
 */
public final class RateLimiter {

	private static final long WINDOW_SECONDS = 60;

	private static final String CONVERSATION_LIST = "listConversations";

	private final SimulatorSettings settings;

	private final Clock clock;

	private final Map<String, Integer> counts = new HashMap<>();

	private long window;

	/**
	 * Create a limiter.
	 * @param settings where the limits are
	 * @param clock the clock of the windows
	 */
	public RateLimiter(SimulatorSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Count a request.
	 * @param key the key that was sent, empty for none
	 * @param operationId the operation
	 * @return what is left
	 */
	public synchronized Allowance count(String key, String operationId) {
		long now = this.clock.instant().getEpochSecond();
		long current = now / WINDOW_SECONDS;
		if (current != this.window) {
			this.window = current;
			this.counts.clear();
		}
		long reset = (current + 1) * WINDOW_SECONDS;
		Allowance all = take(key, this.settings.rateLimit(), reset, now);
		if (all.exceeded() || !operationId.equals(CONVERSATION_LIST)) {
			return all;
		}
		return take(key + '\n' + operationId, this.settings.conversationListLimit(), reset, now);
	}

	/**
	 * Forget every count.
	 */
	public synchronized void reset() {
		this.counts.clear();
	}

	private Allowance take(String bucket, int limit, long reset, long now) {
		int used = this.counts.merge(bucket, 1, Integer::sum);
		return new Allowance(limit, Math.max(0, limit - used), reset, reset - now, used > limit);
	}

	/**
	 * What a key may still do in the current window.
	 *
	 * @param limit requests allowed in the window
	 * @param remaining requests left in the window
	 * @param reset Unix time in seconds at which the window starts anew
	 * @param secondsLeft seconds until then
	 * @param exceeded whether the request is one too many
	 */
	public record Allowance(int limit, int remaining, long reset, long secondsLeft, boolean exceeded) {

		/**
		 * Refuse the request when it is one too many.
		 */
		void check() {
			if (this.exceeded) {
				throw ApiException.of(429, "too_many_requests", "Slow down",
						Map.of("Retry-After", Long.toString(Math.max(1, this.secondsLeft))));
			}
		}

		/**
		 * Return the headers that say so.
		 * @return the headers
		 */
		Map<String, String> headers() {
			Map<String, String> headers = new LinkedHashMap<>();
			headers.put("X-RateLimit-Limit", Integer.toString(this.limit));
			headers.put("X-RateLimit-Remaining", Integer.toString(this.remaining));
			headers.put("X-RateLimit-Reset", Long.toString(this.reset));
			return headers;
		}

	}

}
