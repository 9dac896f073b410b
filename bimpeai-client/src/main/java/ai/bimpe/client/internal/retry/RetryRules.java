package ai.bimpe.client.internal.retry;

import java.time.Duration;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.InvalidResponseException;
import org.jspecify.annotations.Nullable;

import org.springframework.classify.BinaryExceptionClassifier;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;

/**
 * Which failures are worth another attempt, as a policy of Spring Retry.
 *
 * @since 0.1.0
 */
public final class RetryRules {

	private RetryRules() {
	}

	/**
	 * Create the policy for a call.
	 * @param maxRetries retries after the first attempt
	 * @param maxRetryAfter longest wait that the server may ask for
	 * @param afterAmbiguous whether to retry when the server may have acted already
	 * @return the policy
	 */
	public static RetryPolicy policy(int maxRetries, Duration maxRetryAfter, boolean afterAmbiguous) {
		return policy(maxRetries, new Classifier(maxRetryAfter, afterAmbiguous, false));
	}

	/**
	 * Create the policy for the connections of a stream, which have no effect. What is no
	 * answer of the API, such as a page of a proxy, may be gone at the next attempt.
	 * @param maxRetries retries after the first attempt
	 * @param maxRetryAfter longest wait that the server may ask for
	 * @return the policy
	 */
	public static RetryPolicy streamPolicy(int maxRetries, Duration maxRetryAfter) {
		return policy(maxRetries, new Classifier(maxRetryAfter, true, true));
	}

	private static RetryPolicy policy(int maxRetries, Classifier classifier) {
		return new SimpleRetryPolicy((maxRetries < Integer.MAX_VALUE) ? maxRetries + 1 : maxRetries, classifier);
	}

	/**
	 * Return how long the server asked to wait.
	 * @param failure the failure
	 * @return the time, or {@code null} when the server said nothing
	 */
	static @Nullable Duration retryAfter(@Nullable Throwable failure) {
		return (failure instanceof ApiException api) ? api.retryAfter() : null;
	}

	/**
	 * Return whether the server may have acted although the call failed.
	 * @param failure the failure
	 * @return {@code true} after a time-out, a lost connection or a server error
	 */
	public static boolean isAmbiguous(@Nullable Throwable failure) {
		return (failure instanceof ApiConnectionException connection) ? connection.isSent()
				: failure instanceof InternalServerException;
	}

	private static final class Classifier extends BinaryExceptionClassifier {

		private static final long serialVersionUID = 1L;

		private final Duration maxRetryAfter;

		private final boolean afterAmbiguous;

		private final boolean afterInvalid;

		private Classifier(Duration maxRetryAfter, boolean afterAmbiguous, boolean afterInvalid) {
			super(false);
			this.maxRetryAfter = maxRetryAfter;
			this.afterAmbiguous = afterAmbiguous;
			this.afterInvalid = afterInvalid;
		}

		@Override
		public Boolean classify(Throwable failure) {
			boolean retryable = (failure instanceof BimpeAIException ours && ours.isRetryable())
					|| (this.afterInvalid && failure instanceof InvalidResponseException);
			if (!retryable) {
				return false;
			}
			Duration retryAfter = retryAfter(failure);
			return (retryAfter == null || retryAfter.compareTo(this.maxRetryAfter) <= 0)
					&& (this.afterAmbiguous || !isAmbiguous(failure));
		}

	}

}
