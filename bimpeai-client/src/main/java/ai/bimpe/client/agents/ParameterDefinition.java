package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * A parameter of a tool. Lists and objects nest.
 *
 * @since 0.1.0
 */
public final class ParameterDefinition extends RequestBody {

	private ParameterDefinition(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("name", "type", "description").check();
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
	public static final class Builder extends RequestBody.Builder {

		private Builder() {
		}

		/**
		 * Set the name.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			set("name", name);
			return this;
		}

		/**
		 * Set the type.
		 * @param type the type
		 * @return this builder
		 */
		public Builder type(ParameterType type) {
			set("type", type);
			return this;
		}

		/**
		 * Set what the parameter means.
		 * @param description free text, read by the model
		 * @return this builder
		 */
		public Builder description(String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set whether it must be given.
		 * @param required {@code true} when it must
		 * @return this builder
		 */
		public Builder required(boolean required) {
			set("required", required);
			return this;
		}

		/**
		 * Set what the list holds.
		 * @param items the definition of one element
		 * @return this builder
		 */
		public Builder items(ParameterDefinition items) {
			set("items", items);
			return this;
		}

		/**
		 * Set what the object holds.
		 * @param properties definitions by name
		 * @return this builder
		 */
		public Builder properties(Map<String, ?> properties) {
			set("properties", new LinkedHashMap<>(properties));
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public ParameterDefinition build() {
			return new ParameterDefinition(this);
		}

	}

}
