package ai.bimpe.simulator.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers the responses to writes with an idempotency key for a day. The caller holds
 * the lock of the state, so a repeated write always finds the first one finished.
 *
 * @since 0.1.0
 */
public final class Idempotency {

	private static final Duration WINDOW = Duration.ofHours(24);

	private static final int MAX_LENGTH = 255;

	private static final int KEPT = 50_000;

	private final Clock clock;

	private final Map<Scope, Remembered> responses = new LinkedHashMap<>();

	/**
	 * Create an empty memory.
	 * @param clock the clock of the window
	 */
	public Idempotency(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Run a write, or repeat its first response.
	 * @param message the request
	 * @param apiKey the key that was sent
	 * @param write what to run
	 * @return the response
	 */
	public ApiResponse run(HttpMessage message, String apiKey, Supplier<ApiResponse> write) {
		String key = message.header("idempotency-key");
		if (key == null || message.method().equals("GET")) {
			return write.get();
		}
		if (key.isBlank() || key.length() > MAX_LENGTH) {
			throw ApiException.validation("Idempotency-Key", "must have 1 to 255 characters");
		}
		forgetOld();
		Scope scope = new Scope(apiKey, message.method(), message.path(), key);
		Remembered first = this.responses.get(scope);
		if (first != null) {
			if (!Arrays.equals(first.body(), message.body())) {
				throw ApiException.of(409, "conflict", "This idempotency key was used with another body");
			}
			return first.response();
		}
		ApiResponse response = write.get();
		this.responses.put(scope, new Remembered(message.body(), response, this.clock.instant()));
		return response;
	}

	/**
	 * Forget every response.
	 */
	public void reset() {
		this.responses.clear();
	}

	private void forgetOld() {
		Instant oldest = this.clock.instant().minus(WINDOW);
		Iterator<Remembered> remembered = this.responses.values().iterator();
		while (remembered.hasNext() && (!remembered.next().at().isAfter(oldest) || this.responses.size() > KEPT)) {
			remembered.remove();
		}
	}

	private record Scope(String apiKey, String method, String path, String key) {

	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Remembered(byte[] body, ApiResponse response, Instant at) {

	}

}
