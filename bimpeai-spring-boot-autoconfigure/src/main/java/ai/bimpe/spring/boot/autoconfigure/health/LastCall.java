package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Instant;

import ai.bimpe.client.CallListener;
import ai.bimpe.client.CallResult;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the last call ended, and when.
 */
final class LastCall implements CallListener {

	private final Clock clock;

	private volatile @Nullable Ended ended;

	LastCall(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void onCall(CallResult result) {
		this.ended = new Ended(result, this.clock.instant());
	}

	/**
	 * Return how the last call ended.
	 * @return the result, or {@code null} when no call was made yet
	 */
	@Nullable Ended ended() {
		return this.ended;
	}

	/**
	 * The end of a call.
	 *
	 * @param result how it ended
	 * @param at when it ended
	 */
	record Ended(CallResult result, Instant at) {

	}

}
