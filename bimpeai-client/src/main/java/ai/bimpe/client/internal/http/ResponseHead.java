package ai.bimpe.client.internal.http;

import ai.bimpe.client.errors.RateLimit;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * What an answer says before its body.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param rateLimit what the headers say about the rate limit
 */
record ResponseHead(int status, HttpHeaders headers, RateLimit rateLimit) {

	static ResponseHead of(ClientResponse response) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		return new ResponseHead(response.statusCode().value(), headers, ResponseHeaders.rateLimit(headers));
	}

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Return the status only: headers are the server's text.
	 */
	@Override
	public String toString() {
		return "ResponseHead[status=" + this.status + "]";
	}

}
