package ai.bimpe.simulator.internal.resources;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiException.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks the fields of a request body and collects everything that is wrong with them.
 *
 * @since 0.1.0
 */
final class Checks {

	private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

	private final ObjectNode body;

	private final String prefix;

	private final List<FieldError> errors;

	private Checks(ObjectNode body, String prefix, List<FieldError> errors) {
		this.body = body;
		this.prefix = prefix;
		this.errors = errors;
	}

	static Checks of(ObjectNode body) {
		return new Checks(body, "", new ArrayList<>());
	}

	/**
	 * Require fields to be there, and texts among them not to be blank.
	 * @param names the fields
	 * @return these checks
	 */
	Checks required(String... names) {
		for (String name : names) {
			JsonNode value = given(name);
			if (value == null || (value.isString() && value.stringValue().isBlank())) {
				error(name, "should not be empty");
			}
		}
		return this;
	}

	Checks text(String name, int max) {
		return check(name, (value) -> value.isString() && value.stringValue().length() <= max,
				"must be a string of at most " + max + " characters");
	}

	Checks text(String... names) {
		for (String name : names) {
			check(name, JsonNode::isString, "must be a string");
		}
		return this;
	}

	Checks notBlank(String... names) {
		for (String name : names) {
			check(name, (value) -> !value.isString() || !value.stringValue().isBlank(), "should not be empty");
		}
		return this;
	}

	/**
	 * Refuse an explicit null in fields that have none in the contract.
	 * @param names the fields
	 * @return these checks
	 */
	Checks notNull(String... names) {
		for (String name : names) {
			JsonNode value = this.body.get(name);
			if (value != null && value.isNull()) {
				error(name, "must not be null");
			}
		}
		return this;
	}

	Checks oneOf(String name, String... values) {
		return check(name, (value) -> value.isString() && List.of(values).contains(value.stringValue()),
				"must be one of the following values: " + String.join(", ", values));
	}

	Checks flag(String name) {
		return check(name, JsonNode::isBoolean, "must be a boolean value");
	}

	Checks integer(String name, int min, int max) {
		return check(name, (value) -> value.isInt() && value.intValue() >= min && value.intValue() <= max,
				"must be an integer from " + min + " to " + max);
	}

	Checks email(String name) {
		return check(name, (value) -> value.isString() && EMAIL.matcher(value.stringValue()).matches(),
				"must be an email");
	}

	Checks uri(String name) {
		return check(name, (value) -> value.isString() && isUri(value.stringValue()), "must be a URL address");
	}

	Checks matches(String name, String pattern, String message) {
		return check(name, (value) -> value.isString() && value.stringValue().matches(pattern), message);
	}

	Checks object(String name) {
		return check(name, JsonNode::isObject, "must be an object");
	}

	Checks texts(String... names) {
		for (String name : names) {
			check(name, (value) -> value.isArray() && value.valueStream().allMatch(JsonNode::isString),
					"each value must be a string");
		}
		return this;
	}

	Checks list(String name) {
		return check(name, JsonNode::isArray, "must be an array");
	}

	Checks each(String name, Consumer<Checks> element) {
		list(name);
		JsonNode list = given(name);
		if (list != null && list.isArray()) {
			for (int i = 0; i < list.size(); i++) {
				String path = this.prefix + name + "." + i;
				if (list.get(i) instanceof ObjectNode object) {
					element.accept(new Checks(object, path + ".", this.errors));
				}
				else {
					this.errors.add(new FieldError(path, "must be an object"));
				}
			}
		}
		return this;
	}

	Checks error(String name, String message) {
		this.errors.add(new FieldError(this.prefix + name, message));
		return this;
	}

	void done() {
		if (!this.errors.isEmpty()) {
			throw ApiException.validation(this.errors);
		}
	}

	private Checks check(String name, Predicate<JsonNode> valid, String message) {
		JsonNode value = given(name);
		return (value == null || valid.test(value)) ? this : error(name, message);
	}

	private @Nullable JsonNode given(String name) {
		JsonNode value = this.body.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	private static boolean isUri(String text) {
		try {
			URI uri = URI.create(text);
			return uri.getScheme() != null && uri.getHost() != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
