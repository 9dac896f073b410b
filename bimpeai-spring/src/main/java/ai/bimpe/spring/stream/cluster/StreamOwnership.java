package ai.bimpe.spring.stream.cluster;

import java.util.concurrent.CompletionStage;

import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of many instances of an application owns a stream. Without one, every
 * instance owns all its streams.
 *
 * @since 0.1.0
 */
public interface StreamOwnership {

	/**
	 * Take part in the choice of the owner, until the claim is closed.
	 * @param key the key of the stream, or of a shard of it
	 * @param owner told when this instance becomes, or is no longer, the owner; called by
	 * one thread at a time, and returns at once
	 * @return the claim
	 */
	Claim claim(String key, Owner owner);

	/**
	 * Return which instance owns a stream, for operators to see. May take as long as a
	 * store takes to answer.
	 * @param key the key of the stream, or of a shard of it
	 * @return the id of the instance, {@code null} when none owns it; operators see it
	 * when it has at most 64 letters, digits and characters of {@code _.:-}
	 * @throws RuntimeException when that cannot be told, as always unless overridden
	 */
	default @Nullable String owner(String key) {
		throw new UnsupportedOperationException("This ownership does not tell who owns a stream");
	}

	/**
	 * Return why this instance can own nothing more at the moment. A stream that has no
	 * owner here is {@link StreamState#WAITING} then, and otherwise
	 * {@link StreamState#STANDBY}. Returns at once.
	 * @return what cannot be used, {@code null} for nothing, as always unless overridden
	 */
	default @Nullable StreamProblem problem() {
		return null;
	}

	/**
	 * Return how long keys may be. A stream whose keys are longer is refused when it is
	 * subscribed to.
	 * @return a number of characters, 0 for any number
	 */
	default int maxKeyLength() {
		return 0;
	}

	/**
	 * What is told to an instance that takes part.
	 */
	interface Owner {

		/**
		 * This instance owns the stream from now on.
		 */
		void granted();

		/**
		 * This instance has to give the stream up, or has lost it already. The stream is
		 * handed on when the returned stage completes, or after a lease at the latest,
		 * and is not granted again before that.
		 * @return completes when no message is being delivered any more
		 */
		CompletionStage<Void> revoked();

		/**
		 * What {@link StreamOwnership#problem()} returns has changed, as far as that is
		 * noticed. Returns at once.
		 */
		default void problemChanged() {
		}

	}

	/**
	 * Takes part until it is closed.
	 */
	interface Claim extends AutoCloseable {

		/**
		 * Return whether this instance may still act as the owner. Asked before each
		 * message is handed over: a process that was frozen, with the machine that it
		 * runs on or by itself, is not told in time that it has lost the stream.
		 * @return {@code false} when a lease is over; {@code true} unless overridden.
		 * Returns at once
		 */
		default boolean isValid() {
			return true;
		}

		/**
		 * Give the stream back, and take no part any more. Call it when the last message
		 * is delivered, so that the next owner repeats nothing. Closing twice does
		 * nothing.
		 */
		@Override
		void close();

	}

}
