package ai.bimpe.simulator.internal.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Reason phrases of HTTP statuses.
 *
 * @since 0.1.0
 */
public final class HttpStatusText {

	private HttpStatusText() {
	}

	/**
	 * Return the reason phrase of a status.
	 * @param status the status
	 * @return the phrase
	 */
	public static String of(int status) {
		return HttpResponseStatus.valueOf(status).reasonPhrase();
	}

	/**
	 * Return the code that the API usually sends with a status.
	 * @param status the status
	 * @return the code
	 */
	public static String usualCode(int status) {
		return switch (status) {
			case 400 -> "bad_request";
			case 401 -> "unauthorized";
			case 403 -> "forbidden";
			case 404 -> "not_found";
			case 405 -> "method_not_allowed";
			case 409 -> "conflict";
			case 413 -> "payload_too_large";
			case 429 -> "too_many_requests";
			case 501 -> "not_implemented";
			default -> "internal_error";
		};
	}

}
