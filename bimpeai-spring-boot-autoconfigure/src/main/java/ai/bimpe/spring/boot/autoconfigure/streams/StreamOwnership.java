package ai.bimpe.spring.boot.autoconfigure.streams;

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
	 * What is told to an instance that takes part.
	 */
	interface Owner {

		/**
		 * This instance owns the stream from now on.
		 */
		void granted();

		/**
		 * This instance no longer owns the stream. Another one may be at work already.
		 */
		void revoked();

	}

	/**
	 * Takes part until it is closed.
	 */
	interface Claim extends AutoCloseable {

		/**
		 * Give the stream back, and take no part any more. Call it when the last message
		 * is delivered, so that the next owner repeats nothing. Closing twice does
		 * nothing.
		 */
		@Override
		void close();

	}

}
