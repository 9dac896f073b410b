package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InvalidResponseException;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What to do after a failure of an agent's requests.
 */
final class RequestFailures {

	/** The longest wait that is not asked for by the server. */
	static final Duration LONGEST = Duration.ofMinutes(1);

	private static final ExponentialBackOff BACK_OFF = backOff();

	private RequestFailures() {
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
	 * Return how long to wait: exponential with jitter, and not less than the server asks
	 * for. A key that is of no use gets the longest wait.
	 * @param failures how many failures in a row there were
	 * @param failure the last of them
	 * @return the wait
	 */
	static Duration delay(int failures, BimpeAIException failure) {
		if (failure instanceof AuthenticationException
				|| (failure instanceof ApiKeyUnavailableException && !failure.isRetryable())) {
			return LONGEST;
		}
		BackOffExecution execution = BACK_OFF.start();
		long millis = 0;
		for (int i = 0; i < Math.min(failures, 16); i++) {
			millis = execution.nextBackOff();
		}
		Duration delay = Duration.ofMillis(millis);
		Duration asked = (failure instanceof ApiException api) ? api.retryAfter() : null;
		return (asked != null && asked.compareTo(delay) > 0) ? asked : delay;
	}

	// As much jitter as the interval: anything from the first interval to twice the
	// current one.
	private static ExponentialBackOff backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
		backOff.setJitter(500);
		backOff.setMaxInterval(LONGEST.toMillis());
		return backOff;
	}

}
