package ai.bimpe.client.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import mockwebserver3.RecordedRequest;

/**
 * A request as it came over the wire.
 *
 * @param method the HTTP method
 * @param target path and query, encoded
 * @param headers values by lower-case name
 * @param body the body, empty when there was none
 */
record CapturedRequest(String method, String target, Map<String, List<String>> headers, String body) {

	static CapturedRequest of(RecordedRequest request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		request.getHeaders()
			.forEach((header) -> headers.computeIfAbsent(header.getFirst(), (name) -> new ArrayList<>())
				.add(header.getSecond()));
		String body = (request.getBody() != null) ? request.getBody().utf8() : "";
		return new CapturedRequest(request.getMethod(), request.getTarget(), headers, body);
	}

}
