package ai.bimpe.client.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Validates one request by the contract: method, path, query, headers and body.
 */
final class RequestCheck {

	/** What any HTTP client sends. */
	private static final Set<String> TRANSPORT_HEADERS = Set.of("host", "connection", "accept", "accept-encoding",
			"cache-control", "user-agent", "content-type", "content-length", "authorization");

	/** What RFC 3986 allows in a segment of a path, and in the value of a query. */
	private static final Pattern ENCODED = Pattern.compile("(?:[A-Za-z0-9\\-._~!$'()*,;:@]|%[0-9A-F]{2})*",
			Pattern.UNICODE_CASE);

	private final ApiOperation operation;

	private final CapturedRequest request;

	private final List<String> problems = new ArrayList<>();

	private RequestCheck(ApiOperation operation, CapturedRequest request) {
		this.operation = operation;
		this.request = request;
	}

	/**
	 * Return what is wrong with a request of an operation.
	 */
	static List<String> problems(String operationId, CapturedRequest request) {
		RequestCheck check = new RequestCheck(ApiContract.operation(operationId), request);
		int query = request.target().indexOf('?');
		check.path((query < 0) ? request.target() : request.target().substring(0, query));
		check.query((query < 0) ? "" : request.target().substring(query + 1));
		check.headers();
		check.body();
		return check.problems;
	}

	/**
	 * Return the values of a query, decoded.
	 */
	static Map<String, String> queryOf(CapturedRequest request) {
		Map<String, String> parameters = new LinkedHashMap<>();
		int query = request.target().indexOf('?');
		if (query >= 0) {
			for (String pair : List.of(request.target().substring(query + 1).split("&", -1))) {
				int equals = pair.indexOf('=');
				parameters.put(decode(pair.substring(0, Math.max(equals, 0))), decode(pair.substring(equals + 1)));
			}
		}
		return parameters;
	}

	private void path(String path) {
		Map<String, String> variables = variables(this.operation, this.request.method(), path);
		ApiOperation reached = ApiContract.operations()
			.values()
			.stream()
			.filter((candidate) -> variables(candidate, this.request.method(), path) != null)
			// Fixed segments win over variables.
			.min(Comparator.comparing((candidate) -> candidate.parameters("path").size()))
			.orElse(null);
		if (variables == null || !this.operation.equals(reached)) {
			report(this.request.method() + " " + path + " reaches " + reached);
			return;
		}
		for (JsonNode parameter : this.operation.parameters("path")) {
			String value = Objects.requireNonNull(variables.get(parameter.path("name").asString()));
			encoded("path", value);
			value(parameter, decode(value));
		}
	}

	private static @Nullable Map<String, String> variables(ApiOperation operation, String method, String path) {
		String[] template = operation.path().split("/", -1);
		String[] segments = path.split("/", -1);
		if (!operation.method().equals(method) || template.length != segments.length) {
			return null;
		}
		Map<String, String> variables = new LinkedHashMap<>();
		for (int i = 0; i < template.length; i++) {
			if (template[i].startsWith("{") && !segments[i].isEmpty()) {
				variables.put(template[i].substring(1, template[i].length() - 1), segments[i]);
			}
			else if (!template[i].equals(segments[i])) {
				return null;
			}
		}
		return variables;
	}

	private void query(String query) {
		Map<String, String> values = new LinkedHashMap<>();
		Stream.of(query.split("&", -1)).filter((pair) -> !pair.isEmpty()).forEach((pair) -> {
			int equals = pair.indexOf('=');
			String name = decode(pair.substring(0, Math.max(equals, 0)));
			encoded("query parameter " + name, pair.substring(equals + 1));
			if (values.put(name, decode(pair.substring(equals + 1))) != null) {
				report("query parameter " + name + " is sent twice");
			}
		});
		for (JsonNode parameter : this.operation.parameters("query")) {
			String value = values.remove(parameter.path("name").asString());
			if (value != null) {
				value(parameter, value);
			}
			else if (parameter.path("required").asBoolean(false)) {
				report("query parameter " + parameter.path("name").asString() + " is missing");
			}
		}
		values.keySet().forEach((name) -> report("query parameter " + name + " is not in the contract"));
	}

	private void headers() {
		Set<String> unknown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		unknown.addAll(this.request.headers().keySet());
		TRANSPORT_HEADERS.forEach(unknown::remove);
		for (JsonNode parameter : this.operation.parameters("header")) {
			String name = parameter.path("name").asString();
			unknown.remove(name);
			String value = header(name);
			if (value != null) {
				value(parameter, value);
			}
			else if (List.of("X-Request-Id", "Idempotency-Key").contains(name)) {
				report("header " + name + " is missing");
			}
		}
		unknown.forEach((name) -> report("header " + name + " is not in the contract"));
		String key = header("Authorization");
		if (this.operation.isOpen() ? key != null : key == null || !key.matches("Bearer sk_\\S+")) {
			report("header Authorization is " + ((key != null) ? "there or of another form" : "missing"));
		}
		if (!List.of(String.valueOf(header("Accept"))).equals(this.operation.mediaTypes())) {
			report("header Accept is " + header("Accept"));
		}
		if (header("User-Agent") == null) {
			report("header User-Agent is missing");
		}
	}

	private void body() {
		if (!this.operation.hasBody()) {
			if (!this.request.body().isEmpty() || header("Content-Type") != null) {
				report("it has a body, and the contract has none");
			}
			return;
		}
		if (!"application/json".equals(header("Content-Type"))) {
			report("header Content-Type is " + header("Content-Type"));
		}
		try {
			SchemaCheck.problemsAndUnknownKeys(this.operation.body(), Examples.MAPPER.readTree(this.request.body()))
				.forEach((problem) -> report("body: " + problem));
		}
		catch (JacksonException ex) {
			report("body is no JSON: " + ex.getOriginalMessage());
		}
	}

	private void value(JsonNode parameter, String text) {
		JsonNode schema = parameter.path("schema");
		JsonNode value = JsonNodeFactory.instance.stringNode(text);
		String type = schema.path("type").asString("");
		if (type.equals("integer") && text.matches("-?\\d{1,9}")) {
			value = JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
		}
		else if (type.equals("boolean") && text.matches("true|false")) {
			value = JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
		}
		SchemaCheck.problems(schema, value)
			.forEach((problem) -> report(parameter.path("in").asString() + " parameter "
					+ parameter.path("name").asString() + ": " + problem));
	}

	private void encoded(String what, String text) {
		if (!ENCODED.matcher(text).matches()) {
			report(what + " is not encoded: " + text);
		}
	}

	private @Nullable String header(String name) {
		List<String> values = this.request.headers().getOrDefault(name, List.of());
		if (values.size() > 1) {
			report("header " + name + " is sent twice");
		}
		return values.isEmpty() ? null : values.get(0);
	}

	private void report(String problem) {
		this.problems.add(this.operation.id() + ": " + problem);
	}

	private static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

}
