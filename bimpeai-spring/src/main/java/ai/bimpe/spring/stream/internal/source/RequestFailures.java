package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.Objects;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.spring.stream.internal.StreamRetries;

import org.springframework.retry.backoff.BackOffPolicy;

/**
 * Failures in a row of an agent's requests, and what to do after them. Used by one thread
 * at a time.
 */
final class RequestFailures {

	private final RetrySequence reconnects;

	private final RetrySequence refusals = StreamRetries.every(StreamRetries.AFTER_REFUSAL);

	private int count;

	/**
	 * Start counting.
	 * @param backOff the waits of the account
	 */
	RequestFailures(BackOffPolicy backOff) {
		this.reconnects = RetrySequence.forEver(backOff);
	}

	/**
	 * Return whether trying again may help. A page of a proxy in place of the API is no
	 * reason to give up, nor is a refused ticket, as the key that got it was good. And a
	 * provider may give another key by then, also one whose key was refused or could not
	 * be sent.
	 * @param failure the failure
	 * @return whether to try again
	 */
	static boolean isTransient(Throwable failure) {
		if (failure instanceof AuthenticationException refusal) {
			return refusal.isTicketRefused() || refusal.isKeyProvided();
		}
		return failure instanceof BimpeAIException ours && (ours.isRetryable()
				|| failure instanceof InvalidResponseException || failure instanceof ApiKeyUnavailableException);
	}

	/**
	 * Count a failure.
	 * @param failure the failure
	 * @return how long to wait, and not less than the server asks for; after a refusal,
	 * or with a key that is of no use, {@link StreamRetries#AFTER_REFUSAL}
	 */
	Duration delayAfter(BimpeAIException failure) {
		this.count++;
		RetrySequence sequence = isRefusal(failure) ? this.refusals : this.reconnects;
		return Objects.requireNonNull(sequence.delayAfter(failure));
	}

	/**
	 * Return how many failures there were.
	 * @return the number of failures
	 */
	int count() {
		return this.count;
	}

	private static boolean isRefusal(BimpeAIException failure) {
		return failure instanceof AuthenticationException || !isTransient(failure)
				|| (failure instanceof ApiKeyUnavailableException && !failure.isRetryable());
	}

}
