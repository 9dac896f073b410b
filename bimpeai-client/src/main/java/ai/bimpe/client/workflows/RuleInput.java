package ai.bimpe.client.workflows;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour rule to be stored.
 *
 * @since 0.1.0
 */
public final class RuleInput extends RequestBody {

	private RuleInput(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("id", "name", "trigger", "response", "enabled").check();
	}

	/**
	 * Return a builder that starts from a stored rule, to send it back changed or not.
	 * @param rule the stored rule
	 * @return the builder, with what the rule has
	 */
	public static Builder builder(Rule rule) {
		Builder builder = new Builder();
		builder.putIfPresent("id", rule.id());
		builder.putIfPresent("name", rule.name());
		builder.putIfPresent("trigger", rule.trigger());
		builder.putIfPresent("condition", rule.condition());
		builder.putIfPresent("response", rule.response());
		builder.putIfPresent("action", rule.action());
		builder.putIfPresent("enabled", rule.enabled());
		return builder;
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
		 * Set the id.
		 * @param id chosen by the caller
		 * @return this builder
		 */
		public Builder id(String id) {
			set("id", id);
			return this;
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
		 * Set what sets the rule off.
		 * @param trigger the trigger, in plain words
		 * @return this builder
		 */
		public Builder trigger(String trigger) {
			set("trigger", trigger);
			return this;
		}

		/**
		 * Set a further condition.
		 * @param condition the condition, in plain words, or {@code null} for none
		 * @return this builder
		 */
		public Builder condition(@Nullable String condition) {
			set("condition", condition);
			return this;
		}

		/**
		 * Set what the agent says.
		 * @param response the text
		 * @return this builder
		 */
		public Builder response(String response) {
			set("response", response);
			return this;
		}

		/**
		 * Set the action to run.
		 * @param action the name of the action, or {@code null} for none
		 * @return this builder
		 */
		public Builder action(@Nullable String action) {
			set("action", action);
			return this;
		}

		/**
		 * Set whether the rule is on.
		 * @param enabled {@code true} for on
		 * @return this builder
		 */
		public Builder enabled(boolean enabled) {
			set("enabled", enabled);
			return this;
		}

		private void putIfPresent(String name, @Nullable Object value) {
			if (value != null) {
				set(name, value);
			}
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public RuleInput build() {
			return new RuleInput(this);
		}

	}

}
