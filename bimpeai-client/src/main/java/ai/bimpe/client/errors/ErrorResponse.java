package ai.bimpe.client.errors;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A failed answer of the server, taken apart.
 *
 * @param status the HTTP status
 * @param code the machine-readable code, or {@code null} when the answer had none
 * @param requestId the id that finds this call in the logs of the server
 * @param detail the sentence of the server that explains the failure, or {@code null}
 * @param fieldErrors the rejected fields, empty unless the answer named some
 * @param retryAfter how long the server asked to wait, or {@code null}
 * @param rateLimit what the server said about the rate limit
 * @param headers the response headers, read-only
 * @param body the body as it came, or {@code null} when it was empty or too large
 * @since 0.1.0
 */
public record ErrorResponse(int status, @Nullable ErrorCode code, String requestId, @Nullable String detail,
		List<FieldError> fieldErrors, @Nullable Duration retryAfter, RateLimit rateLimit, HttpHeaders headers,
		@Nullable String body) {

	@Override
	public String toString() {
		return "ErrorResponse[status=" + this.status + ", code=" + this.code + ", requestId=" + this.requestId + "]";
	}

}
