package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.FieldRules;
import ai.bimpe.client.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool. Lists and objects nest.
 *
 * @since 0.1.0
 */
public final class ParameterDefinition extends RequestBody {

	private static final FieldRules RULES = FieldRules.required("name", "type", "description");

	private ParameterDefinition(Map<String, @Nullable Object> fields) {
		super(fields, RULES);
	}

	/**
	 * Create a parameter that must be given.
	 * @param name the name
	 * @param type the type
	 * @param description what it means, read by the model
	 * @return the definition
	 */
	public static ParameterDefinition required(String name, ParameterType type, String description) {
		return builder().name(name).type(type).description(description).required(true).build();
	}

	/**
	 * Create a parameter that can be left out.
	 * @param name the name
	 * @param type the type
	 * @param description what it means, read by the model
	 * @return the definition
	 */
	public static ParameterDefinition optional(String name, ParameterType type, String description) {
		return builder().name(name).type(type).description(description).required(false).build();
	}

	/**
	 * Return a builder.
	 * @return the builder, with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects the fields. Not thread-safe.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the name.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			this.fields.put("name", name);
			return this;
		}

		/**
		 * Set the type.
		 * @param type the type
		 * @return this builder
		 */
		public Builder type(ParameterType type) {
			this.fields.put("type", type);
			return this;
		}

		/**
		 * Set what the parameter means.
		 * @param description free text, read by the model
		 * @return this builder
		 */
		public Builder description(String description) {
			this.fields.put("description", description);
			return this;
		}

		/**
		 * Set whether it must be given.
		 * @param required {@code true} when it must
		 * @return this builder
		 */
		public Builder required(boolean required) {
			this.fields.put("required", required);
			return this;
		}

		/**
		 * Set what the list holds.
		 * @param items the definition of one element
		 * @return this builder
		 */
		public Builder items(ParameterDefinition items) {
			this.fields.put("items", items);
			return this;
		}

		/**
		 * Set what the object holds.
		 * @param properties definitions by name
		 * @return this builder
		 */
		public Builder properties(Map<String, ?> properties) {
			this.fields.put("properties", new LinkedHashMap<>(properties));
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ParameterDefinition build() {
			return new ParameterDefinition(this.fields);
		}

	}

}
