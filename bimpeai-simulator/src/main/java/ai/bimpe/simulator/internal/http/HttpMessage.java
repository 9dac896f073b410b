package ai.bimpe.simulator.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP request, taken from the wire.
 *
 * @param method the method
 * @param path the path as it was sent, without the query
 * @param query the decoded query parameters
 * @param headers the headers, with names in lower case
 * @param body the body, empty when there was none
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpMessage(String method, String path, Map<String, List<String>> query,
		Map<String, List<String>> headers, byte[] body) {

	/**
	 * Take a request apart.
	 * @param method the method
	 * @param uri the request target
	 * @param headers the headers
	 * @param body the body
	 * @return the parts
	 */
	public static HttpMessage of(String method, String uri, HttpHeaders headers, byte[] body) {
		int mark = uri.indexOf('?');
		String path = (mark < 0) ? uri : uri.substring(0, mark);
		String query = (mark < 0) ? "" : uri.substring(mark + 1);
		Map<String, List<String>> names = new LinkedHashMap<>();
		headers.forEach(
				(header) -> names.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
					.add(header.getValue()));
		return new HttpMessage(method, path, parse(query), Collections.unmodifiableMap(names), body);
	}

	/**
	 * Return a header.
	 * @param lowerCaseName the name in lower case
	 * @return the first value, or {@code null} when it was not sent
	 */
	public @Nullable String header(String lowerCaseName) {
		List<String> values = this.headers.get(lowerCaseName);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Decode a part of a path or query.
	 * @param encoded the encoded text
	 * @return the decoded text, or the text itself when it is not well encoded
	 */
	static String decode(String encoded) {
		try {
			return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return encoded;
		}
	}

	private static Map<String, List<String>> parse(String query) {
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		for (String pair : query.split("&", -1)) {
			if (!pair.isEmpty()) {
				int equals = pair.indexOf('=');
				String name = (equals < 0) ? pair : pair.substring(0, equals);
				String value = (equals < 0) ? "" : pair.substring(equals + 1);
				parameters.computeIfAbsent(decode(name), (key) -> new ArrayList<>()).add(decode(value));
			}
		}
		return Collections.unmodifiableMap(parameters);
	}

	/**
	 * Return the method and the path, without query, headers and body.
	 */
	@Override
	public String toString() {
		return "HttpMessage[" + this.method + " " + this.path + "]";
	}

}
