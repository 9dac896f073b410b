package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Spreads the attempts of one operation over its rate limit. While more than half of the
 * limit is left, attempts go at once; the rest is spread evenly over the time until the
 * window ends; without a rest they wait for the next window. Attempts go in the order in
 * which they came. Thread-safe.
 */
final class OperationRateLimiter {

	/** Times of the server are in whole seconds. */
	private static final long SAME_WINDOW_MILLIS = 1000;

	private final Scheduler timer;

	private final Deque<Permit> waiting = new ArrayDeque<>();

	/** Sent, and not answered yet: the server may not have counted them. */
	private int underWay;

	private RateLimit known = new RateLimit(null, null, null);

	private int limit = Integer.MAX_VALUE;

	private int left = Integer.MAX_VALUE;

	private long windowMillis = SAME_WINDOW_MILLIS;

	private long windowEnd;

	/** No answer has come yet in the current window. */
	private boolean guessed = true;

	private long next;

	private @Nullable Disposable alarm;

	OperationRateLimiter(Scheduler timer) {
		this.timer = timer;
	}

	synchronized RateLimit known() {
		return this.known;
	}

	/**
	 * Estimate how long an attempt that came now would wait.
	 * @return zero or longer
	 */
	synchronized Duration estimate() {
		long now = now();
		long millis = untilNext(now);
		int ahead = this.waiting.size();
		int rest = this.left - this.underWay;
		if (ahead >= rest) {
			millis = this.windowEnd - now + (ahead - Math.max(0, rest)) / this.limit * this.windowMillis;
		}
		else if (ahead > 0) {
			millis += (this.windowEnd - now) * ahead / rest;
		}
		return Duration.ofMillis(Math.max(0, millis));
	}

	/**
	 * Acquire a permit. It must be released.
	 * @return the permit, which may be granted already
	 */
	Permit acquire() {
		Permit permit = new Permit();
		synchronized (this) {
			this.waiting.add(permit);
		}
		go();
		return permit;
	}

	private void go() {
		due().forEach((permit) -> permit.signal.tryEmitEmpty());
	}

	private synchronized List<Permit> due() {
		List<Permit> due = new ArrayList<>();
		long now = now();
		long wait = untilNext(now);
		while (wait <= 0 && !this.waiting.isEmpty()) {
			Permit permit = this.waiting.remove();
			this.next = now + (this.windowEnd - now) / (this.left - this.underWay);
			this.underWay++;
			permit.underWay = true;
			due.add(permit);
			wait = untilNext(now);
		}
		if (this.alarm != null) {
			this.alarm.dispose();
		}
		this.alarm = this.waiting.isEmpty() ? null : this.timer.schedule(this::go, wait, TimeUnit.MILLISECONDS);
		return due;
	}

	private long untilNext(long now) {
		// Further ahead than a window is long: the clock was set back.
		if (now >= this.windowEnd || this.windowEnd - now > this.windowMillis + SAME_WINDOW_MILLIS) {
			this.left = this.limit;
			this.windowEnd = now + this.windowMillis;
			this.guessed = true;
			this.next = now;
		}
		int rest = this.left - this.underWay;
		if (rest <= 0) {
			return this.windowEnd - now;
		}
		return (rest > this.limit / 2) ? 0 : this.next - now;
	}

	private synchronized void learn(RateLimit told, @Nullable Duration untilReset) {
		Integer limit = told.limit();
		Integer remaining = told.remaining();
		if (limit == null || limit == 0 || remaining == null || untilReset == null) {
			return;
		}
		this.known = told;
		this.limit = limit;
		// Rounded up: what comes a moment too early is refused.
		long millis = untilReset.plusNanos(999_999).toMillis();
		long end = now() + millis;
		this.windowMillis = Math.max(this.windowMillis, millis);
		if (this.guessed || end > this.windowEnd + SAME_WINDOW_MILLIS) {
			this.left = remaining;
			this.windowEnd = end;
			this.guessed = false;
		}
		else if (end >= this.windowEnd - SAME_WINDOW_MILLIS) {
			// Answers overtake each other.
			this.left = Math.min(this.left, remaining);
		}
	}

	private long now() {
		return this.timer.now(TimeUnit.MILLISECONDS);
	}

	/**
	 * The permit of one attempt.
	 */
	final class Permit {

		private final Sinks.Empty<Void> signal = Sinks.empty();

		private boolean underWay;

		private Permit() {
		}

		boolean isGranted() {
			synchronized (OperationRateLimiter.this) {
				return this.underWay;
			}
		}

		Mono<Void> granted() {
			return this.signal.asMono();
		}

		/**
		 * The server has answered, so that it has counted the attempt.
		 * @param told what it said about the limit
		 * @param untilReset how long the window still lasts, or {@code null}
		 */
		void answered(RateLimit told, @Nullable Duration untilReset) {
			learn(told, untilReset);
			release();
		}

		/**
		 * The attempt is over, or does not wait any more. Releasing it twice does
		 * nothing.
		 */
		void release() {
			synchronized (OperationRateLimiter.this) {
				if (this.underWay) {
					this.underWay = false;
					OperationRateLimiter.this.underWay--;
				}
				else if (!OperationRateLimiter.this.waiting.remove(this)) {
					return;
				}
			}
			go();
		}

	}

}
