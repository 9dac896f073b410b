package ai.bimpe.simulator.internal.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An operation: where it is, what it needs and who answers it.
 *
 * @param operationId the name of the operation
 * @param method the HTTP method
 * @param segments the segments of the path; variables stand in braces
 * @param scope the scope that the API key needs, or {@code null} for none
 * @param needsKey whether a request needs an API key
 * @param handler who answers
 * @since 0.1.0
 */
public record Route(String operationId, String method, List<String> segments, @Nullable String scope, boolean needsKey,
		Handler handler) {

	/**
	 * Match a path with the template of this route.
	 * @param path the encoded segments of a path
	 * @return the decoded path variables, or {@code null} when the path does not match
	 */
	@Nullable Map<String, String> match(List<String> path) {
		if (path.size() != this.segments.size()) {
			return null;
		}
		Map<String, String> variables = new LinkedHashMap<>();
		for (int i = 0; i < path.size(); i++) {
			String template = this.segments.get(i);
			String segment = HttpMessage.decode(path.get(i).replace("+", "%2B"));
			if (isVariable(template)) {
				if (segment.isBlank()) {
					return null;
				}
				variables.put(template.substring(1, template.length() - 1), segment);
			}
			else if (!template.equals(segment)) {
				return null;
			}
		}
		return variables;
	}

	/**
	 * Return a text that sorts routes so that fixed segments come before variables.
	 * @return the text
	 */
	String precedence() {
		StringBuilder text = new StringBuilder();
		this.segments.forEach((segment) -> text.append(isVariable(segment) ? '1' : '0'));
		return text.toString();
	}

	private static boolean isVariable(String segment) {
		return segment.startsWith("{");
	}

}
