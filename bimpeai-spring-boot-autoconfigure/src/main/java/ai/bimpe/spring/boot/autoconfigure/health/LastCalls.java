package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Instant;

import ai.bimpe.client.CallListener;
import ai.bimpe.client.CallResult;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last call that succeeded and the last one that failed.
 */
final class LastCalls implements CallListener {

	private final Clock clock;

	private volatile Seen seen = new Seen(null, null, false);

	LastCalls(Clock clock) {
		this.clock = clock;
	}

	@Override
	public synchronized void onCall(CallResult result) {
		CallOutcome outcome = CallOutcome.of(result, this.clock.instant());
		this.seen = result.isSuccess() ? new Seen(outcome, this.seen.failure(), false)
				: new Seen(this.seen.success(), outcome, true);
	}

	/**
	 * Return what was heard last.
	 * @return both ends at one moment
	 */
	Seen seen() {
		return this.seen;
	}

	/**
	 * What was heard last.
	 *
	 * @param success the last call that succeeded, {@code null} for none
	 * @param failure the last call that failed, {@code null} for none
	 * @param failed whether the failure is the later one
	 */
	record Seen(@Nullable CallOutcome success, @Nullable CallOutcome failure, boolean failed) {

		boolean isEmpty() {
			return this.success == null && this.failure == null;
		}

		/**
		 * Return whether the last call of all found an outage.
		 * @param since an older failure does not count
		 * @return {@code true} when it failed, and so would every other
		 */
		boolean isOutageSince(Instant since) {
			return this.failed && this.failure != null && this.failure.outage() && !this.failure.at().isBefore(since);
		}

		boolean isSuccessAfter(Instant time) {
			return this.success != null && this.success.at().isAfter(time);
		}

	}

}
