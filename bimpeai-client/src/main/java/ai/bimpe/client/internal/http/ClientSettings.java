package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.UserException;

/**
 * The checked settings of a client.
 *
 * @param account what the client is called in observations and meters
 * @param endpoint where the API is
 * @param timeout time-out of an attempt, body included
 * @param maxRetries retries after the first attempt
 * @param retry how long to wait between attempts
 * @param pace whether to spread calls by the rate limits of the server
 * @param defaultHeaders headers for every call
 * @param maxResponseSize largest body in bytes
 * @param maxEventSize largest event of a stream in bytes
 * @since 0.1.0
 */
public record ClientSettings(String account, Endpoint endpoint, Duration timeout, int maxRetries, RetrySettings retry,
		boolean pace, Map<String, String> defaultHeaders, int maxResponseSize, int maxEventSize) {

	public ClientSettings {
		if (account.isBlank()) {
			throw new UserException("'account' must not be blank");
		}
		CallOptions.checkTimeout(timeout);
		CallOptions.checkMaxRetries(maxRetries);
		defaultHeaders = Map.copyOf(defaultHeaders);
	}

	/**
	 * Return the settings with the names of the headers, never their values.
	 */
	@Override
	public String toString() {
		return "ClientSettings[account=" + this.account + ", endpoint=" + this.endpoint.base() + ", timeout="
				+ this.timeout + ", maxRetries=" + this.maxRetries + ", retry=" + this.retry + ", pace=" + this.pace
				+ ", defaultHeaders=" + this.defaultHeaders.keySet() + ", maxResponseSize=" + this.maxResponseSize
				+ ", maxEventSize=" + this.maxEventSize + "]";
	}

}
