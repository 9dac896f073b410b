package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last call that succeeded and the last one that failed, of each account.
 */
final class LastCalls implements CallListener {

	private final Clock clock;

	private final Map<String, Seen> seen = new ConcurrentSkipListMap<>();

	LastCalls(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void onCall(CallResult result) {
		CallOutcome outcome = CallOutcome.of(result, this.clock.instant());
		this.seen.merge(result.account(), Seen.of(outcome), (before, last) -> last.after(before));
	}

	/**
	 * Return what was heard last of each account.
	 * @return both ends at one moment, by the names of the accounts that made calls
	 */
	Map<String, Seen> seen() {
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

		static final Seen NOTHING = new Seen(null, null, false);

		static Seen of(CallOutcome outcome) {
			return (outcome.error() != null) ? new Seen(null, outcome, true) : new Seen(outcome, null, false);
		}

		Seen after(Seen before) {
			if (!this.failed) {
				return new Seen(this.success, before.failure(), false);
			}
			boolean hidden = this.failure != null && this.failure.ofConversation()
					&& before.isOutageOfAllSince(this.failure.at().minus(BimpeAIHealthIndicator.MEMORY));
			return new Seen(before.success(), hidden ? before.failure() : this.failure, true);
		}

		// What may be the fault of a conversation does not hide what is not.
		private boolean isOutageOfAllSince(Instant since) {
			return isOutageSince(since) && this.failure != null && !this.failure.ofConversation();
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
