package ai.bimpe.client.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.client.errors.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the body of an error says, in the forms that the API documents and in those that
 * the frameworks of servers write.
 *
 * @param tree the body, or {@code null} when it is no object
 */
record ErrorBody(@Nullable JsonNode tree) {

	/** With and without a space behind the colon; the colon of an address is none. */
	private static final Pattern FIELD = Pattern.compile("([A-Za-z_\\[][A-Za-z0-9_.\\[\\]-]{0,127})\\s*:(?!//)\\s*(.+)",
			Pattern.DOTALL);

	private static final List<String> PATHS = List.of("path", "field", "property", "param");

	private static final List<String> MESSAGES = List.of("message", "messages", "constraints", "msg");

	@Nullable String code() {
		String code = text(get("code"));
		return (code != null) ? code : text(nested("code"));
	}

	@Nullable String requestId() {
		return text(get("request_id"));
	}

	@Nullable String detail() {
		String detail = joined(get("message"));
		if (detail == null) {
			detail = joined(nested("message"));
		}
		return (detail != null) ? detail : text(get("error"));
	}

	List<FieldError> fieldErrors() {
		List<FieldError> errors = fieldErrors(get("errors"));
		JsonNode message = get("message");
		if (errors.isEmpty() && message != null && message.isArray()) {
			errors = fieldErrors(message);
		}
		return List.copyOf(errors);
	}

	private @Nullable JsonNode get(String name) {
		return (this.tree != null) ? this.tree.get(name) : null;
	}

	private @Nullable JsonNode nested(String name) {
		JsonNode error = get("error");
		return (error != null && error.isObject()) ? error.get(name) : null;
	}

	private static List<FieldError> fieldErrors(@Nullable JsonNode errors) {
		List<FieldError> found = new ArrayList<>();
		if (errors != null && errors.isObject()) {
			errors.properties().forEach((entry) -> add(found, entry.getKey(), joined(entry.getValue())));
		}
		else if (errors != null && errors.isArray()) {
			for (JsonNode error : errors) {
				if (error.isString()) {
					found.add(fieldError(error.stringValue()));
				}
				else if (error.isObject()) {
					add(found, path(error), message(error));
				}
			}
		}
		return found;
	}

	private static void add(List<FieldError> found, String path, @Nullable String message) {
		if (message != null) {
			found.add(new FieldError(path, message));
		}
	}

	private static FieldError fieldError(String entry) {
		Matcher matcher = FIELD.matcher(entry);
		return matcher.matches() ? new FieldError(matcher.group(1), matcher.group(2)) : new FieldError("", entry);
	}

	private static String path(JsonNode error) {
		for (String name : PATHS) {
			JsonNode path = error.get(name);
			if (path != null && path.isString()) {
				return path.stringValue();
			}
			if (path != null && path.isArray()) {
				return path.valueStream().map((step) -> step.asString("")).collect(Collectors.joining("."));
			}
		}
		return "";
	}

	private static @Nullable String message(JsonNode error) {
		return MESSAGES.stream()
			.map((name) -> joined(error.get(name)))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/** One text, or all texts of a list or an object. */
	private static @Nullable String joined(@Nullable JsonNode node) {
		if (node == null || !node.isContainer()) {
			return text(node);
		}
		Stream<JsonNode> values = node.valueStream();
		String joined = values.map((value) -> value.isObject() ? message(value) : text(value))
			.filter(Objects::nonNull)
			.collect(Collectors.joining("; "));
		return joined.isEmpty() ? null : joined;
	}

	private static @Nullable String text(@Nullable JsonNode value) {
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	/**
	 * Return nothing: an error is the server's text.
	 */
	@Override
	public String toString() {
		return "ErrorBody";
	}

}
