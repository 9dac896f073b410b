package ai.bimpe.client.core;

import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A successful answer with everything that came with it.
 *
 * @param <T> the type of the data
 * @param data the data, or {@code null} when the operation answers without data
 * @param meta what the server says about the page; {@link PageMeta#NONE} when absent
 * @param status the HTTP status, from 200 to 299
 * @param headers the response headers, read-only
 * @param requestId the id that finds this call in the logs of the server
 * @param rateLimit what the server said about the rate limit
 * @since 0.1.0
 */
public record ApiResponse<T>(@Nullable T data, PageMeta meta, int status, HttpHeaders headers, String requestId,
		RateLimit rateLimit) {

	@Override
	public String toString() {
		return "ApiResponse[status=" + this.status + ", requestId=" + this.requestId + "]";
	}

}
