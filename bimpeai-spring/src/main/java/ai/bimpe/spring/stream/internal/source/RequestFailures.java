package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.Objects;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.spring.stream.internal.StreamRetries;

/**
 * Failures in a row of an agent's requests, and what to do after them. Used by one thread
 * at a time.
 */
final class RequestFailures {

	private final RetrySequence reconnects;

	private final RetrySequence refusals;

	private int count;

	/**
	 * Start counting.
	 * @param waits how long to wait after them
	 */
	RequestFailures(RequestWaits waits) {
		this.reconnects = RetrySequence.forEver(waits.backOff());
		this.refusals = StreamRetries.every(waits.afterRefusal());
	}

	/**
	 * Return whether time may heal a failure. No answer of a server is final: a key is
	 * accepted again, a replica catches up, a proxy gives way. What the application does
	 * wrong, such as an id that cannot be sent or a client that was closed, is.
	 * @param failure the failure
	 * @return whether to try again
	 */
	static boolean isTransient(Throwable failure) {
		return failure instanceof BimpeAIException && !(failure instanceof UserException);
	}

	/**
	 * Count a failure.
	 * @param failure the failure
	 * @return how long to wait, and not less than the server asks for
	 */
	Duration delayAfter(BimpeAIException failure) {
		this.count++;
		RetrySequence sequence = StreamRetries.isRefusal(failure) ? this.refusals : this.reconnects;
		return Objects.requireNonNull(sequence.delayAfter(failure));
	}

	/**
	 * Count failures from zero again. Waits go on growing.
	 */
	void resetCount() {
		this.count = 0;
	}

	/**
	 * Return how many failures there were.
	 * @return the number of failures
	 */
	int count() {
		return this.count;
	}

}
