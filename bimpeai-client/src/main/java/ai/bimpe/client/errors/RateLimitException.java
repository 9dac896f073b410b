package ai.bimpe.client.errors;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Too many requests, or too many open streams (429). Thrown when the retries are spent,
 * or at once when {@link #retryAfter()} is longer than the longest wait allowed. A client
 * that spreads its calls throws it as well, for a call that it did not send.
 *
 * @since 0.1.0
 */
public class RateLimitException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public RateLimitException(String message, ErrorResponse response) {
		super(message, response);
	}

	/**
	 * Return how many requests the current window allows.
	 * @return the limit, or {@code null} when the server did not say
	 */
	public @Nullable Integer limit() {
		return response().rateLimit().limit();
	}

	/**
	 * Return how many requests are left in the current window.
	 * @return the rest, or {@code null} when the server did not say
	 */
	public @Nullable Integer remaining() {
		return response().rateLimit().remaining();
	}

	/**
	 * Return when the window starts anew.
	 * @return the time, or {@code null} when the server did not say
	 */
	public @Nullable Instant resetAt() {
		return response().rateLimit().resetAt();
	}

}
