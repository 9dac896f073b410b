package ai.bimpe.client.errors;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The server answered, and the answer is a failure.
 *
 * @since 0.1.0
 */
public class ApiException extends BimpeAIException {

	private static final long serialVersionUID = 1L;

	private final transient ErrorResponse response;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public ApiException(String message, ErrorResponse response) {
		this(message, response, null);
	}

	/**
	 * Create an exception with a cause.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 * @param cause the cause, or {@code null} when there is none
	 */
	public ApiException(String message, ErrorResponse response, @Nullable Throwable cause) {
		super(message, cause);
		this.response = response;
	}

	/**
	 * Return the answer: status, headers, body as it came.
	 * @return the answer
	 */
	public ErrorResponse response() {
		return this.response;
	}

	/**
	 * Return the HTTP status.
	 * @return the status, from 200 to 599
	 */
	public int status() {
		return this.response.status();
	}

	/**
	 * Return the machine-readable code.
	 * @return the code, or {@code null} when the answer had none
	 */
	public @Nullable ErrorCode code() {
		return this.response.code();
	}

	/**
	 * Return the id that finds this call in the logs of the server.
	 * @return the request id
	 */
	public String requestId() {
		return this.response.requestId();
	}

	/**
	 * Return the response headers.
	 * @return the headers, read-only
	 */
	public HttpHeaders headers() {
		return this.response.headers();
	}

	/**
	 * Return the body as it came.
	 * @return the body, or {@code null} when it was empty or too large
	 */
	public @Nullable String body() {
		return this.response.body();
	}

	/**
	 * Return how long the server asked to wait, as sent with 429 and some 503 answers.
	 * @return the time to wait, zero or more, or {@code null} when the server said
	 * nothing
	 */
	public @Nullable Duration retryAfter() {
		return this.response.retryAfter();
	}

	@Override
	public boolean isRetryable() {
		int status = status();
		// Requests that were answered with 421 or 425 were not processed.
		return status == 408 || status == 421 || status == 425 || status == 429 || (status >= 500 && status != 501);
	}

}
