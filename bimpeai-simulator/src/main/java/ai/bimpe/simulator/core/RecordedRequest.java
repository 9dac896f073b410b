package ai.bimpe.simulator.core;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that reached the simulator.
 *
 * @param sequence the number of the request, counted from 1
 * @param receivedAt when it arrived, by the clock of the simulator
 * @param operationId the operation of the contract, or {@code null} when no operation has
 * this method and path
 * @param method the HTTP method
 * @param path the path as it was sent, without the query
 * @param query the decoded query parameters
 * @param headers the headers, with names in lower case
 * @param body the body, empty when there was none
 * @since 0.1.0
 */
public record RecordedRequest(long sequence, Instant receivedAt, @Nullable String operationId, String method,
		String path, Map<String, List<String>> query, Map<String, List<String>> headers, String body) {

	/**
	 * Return the first value of a header.
	 * @param name the name in any case
	 * @return the value, or {@code null} when the header was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name.toLowerCase(Locale.ROOT));
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Return the first value of a query parameter.
	 * @param name the name of the parameter
	 * @return the value, or {@code null} when the parameter was not sent
	 */
	public @Nullable String query(String name) {
		List<String> values = this.query.get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Return a text that shows neither keys, tickets nor bodies.
	 */
	@Override
	public String toString() {
		return "RecordedRequest[" + this.sequence + " " + this.method + " " + this.path + "]";
	}

}
