package ai.bimpe.spring.stream;

import java.time.Instant;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;

/**
 * What a stream waits for that is {@link StreamState#WAITING}.
 *
 * @param cause what is out of order
 * @param failure what was thrown last; the message of one that is not of this library may
 * quote anything
 * @param since when it was noticed
 * @since 0.1.0
 * @see ManagedStream#problem()
 */
public record StreamProblem(Cause cause, Throwable failure, Instant since) {

	/**
	 * Return what is out of order, but not the message of a failure that is not ours.
	 */
	@Override
	public String toString() {
		return "StreamProblem[cause=" + this.cause + ", failure=" + ExceptionRedactor.reason(this.failure) + ", since="
				+ this.since + "]";
	}

	/** What can be out of order. */
	public enum Cause {

		/** The API cannot be reached, does not respond, or has failed. */
		API,

		/** The API does not accept the key, or there is none at the moment. */
		API_KEY,

		/**
		 * The API refuses what is asked for, such as an agent or a conversation that does
		 * not exist.
		 */
		REQUEST,

		/** The checkpoint store cannot be used. */
		CHECKPOINT_STORE,

		/**
		 * The store or the locks that the instances share cannot be used, so that nobody
		 * can become the owner.
		 */
		CLUSTER

	}

}
