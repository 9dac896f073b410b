package ai.bimpe.client.core;

import java.time.Duration;

/**
 * Setting for one call, given as the last arguments of every operation. A later option
 * wins over an earlier one of the same kind; headers of different names add up. Values
 * are checked when the call is made, before anything is sent.
 *
 * <pre class="code">
 * bimpeai.agents().create(request, idempotencyKey("agent-v1"), timeout(Duration.ofSeconds(5)));
 * </pre>
 *
 * @since 0.1.0
 */
public sealed interface RequestOption {

	/**
	 * Send this idempotency key instead of a generated one. Repeating a write with the
	 * same key within the server's window gives the first answer again.
	 * @param key 1 to 255 characters, no control characters
	 * @return the option
	 */
	static RequestOption idempotencyKey(String key) {
		return new IdempotencyKey(key);
	}

	/**
	 * Bound every attempt of this call, from sending to the last byte of the body.
	 * @param timeout longer than zero
	 * @return the option
	 */
	static RequestOption timeout(Duration timeout) {
		return new Timeout(timeout);
	}

	/**
	 * Retry this call at most so often.
	 * @param maxRetries retries after the first attempt; zero or more
	 * @return the option
	 */
	static RequestOption maxRetries(int maxRetries) {
		return new MaxRetries(maxRetries);
	}

	/**
	 * Send a further header. The headers that the client itself sets cannot be changed.
	 * @param name the name of the header
	 * @param value the value; no control characters
	 * @return the option
	 */
	static RequestOption header(String name, String value) {
		return new Header(name, value);
	}

	/**
	 * Send this request id instead of a generated one; the server echoes it.
	 * @param requestId not blank, no control characters
	 * @return the option
	 */
	static RequestOption requestId(String requestId) {
		return new RequestId(requestId);
	}

	/**
	 * Option made by {@link RequestOption#idempotencyKey(String)}.
	 *
	 * @param key the key
	 */
	record IdempotencyKey(String key) implements RequestOption {

	}

	/**
	 * Option made by {@link RequestOption#timeout(Duration)}.
	 *
	 * @param timeout the time-out of one attempt
	 */
	record Timeout(Duration timeout) implements RequestOption {

	}

	/**
	 * Option made by {@link RequestOption#maxRetries(int)}.
	 *
	 * @param maxRetries retries after the first attempt
	 */
	record MaxRetries(int maxRetries) implements RequestOption {

	}

	/**
	 * Option made by {@link RequestOption#header(String, String)}.
	 *
	 * @param name the name of the header
	 * @param value the value of the header; not shown by {@link #toString()}
	 */
	record Header(String name, String value) implements RequestOption {

		@Override
		public String toString() {
			return "Header[name=" + this.name + "]";
		}

	}

	/**
	 * Option made by {@link RequestOption#requestId(String)}.
	 *
	 * @param requestId the request id
	 */
	record RequestId(String requestId) implements RequestOption {

	}

}
