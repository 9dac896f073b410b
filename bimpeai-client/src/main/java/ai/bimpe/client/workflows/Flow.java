package ai.bimpe.client.workflows;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A conversation flow of a workflow. The same shape is sent and returned, so a flow that
 * was read can be sent back as it is.
 *
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param category a free label, for example {@code support}, or {@code null}
 * @param priority its rank among the flows, or {@code null}
 * @param isActive whether it is on, or {@code null}
 * @param triggerKeywords the keywords that can start it
 * @param conversationSteps its steps
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Flow(String name, @Nullable String description, @Nullable String category, @Nullable Integer priority,
		@Nullable Boolean isActive, List<FlowTriggerKeyword> triggerKeywords, List<FlowStep> conversationSteps,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Flow {
		triggerKeywords = Values.list(triggerKeywords);
		conversationSteps = Values.list(conversationSteps);
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return a builder.
	 * @param name the name of the flow
	 * @return the builder, with nothing set but the name
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * Collects the parts of a flow. Not thread-safe.
	 */
	public static final class Builder {

		private final String name;

		private @Nullable String description;

		private @Nullable String category;

		private @Nullable Integer priority;

		private @Nullable Boolean active;

		private List<FlowTriggerKeyword> triggerKeywords = List.of();

		private List<FlowStep> conversationSteps = List.of();

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * Set what the flow is for.
		 * @param description free text
		 * @return this builder
		 */
		public Builder description(String description) {
			this.description = description;
			return this;
		}

		/**
		 * Set the category.
		 * @param category a free label, for example {@code support}
		 * @return this builder
		 */
		public Builder category(String category) {
			this.category = category;
			return this;
		}

		/**
		 * Set the rank among the flows. Whether higher or lower wins is not documented.
		 * @param priority the rank
		 * @return this builder
		 */
		public Builder priority(int priority) {
			this.priority = priority;
			return this;
		}

		/**
		 * Set whether the flow is on.
		 * @param active {@code true} for on
		 * @return this builder
		 */
		public Builder active(boolean active) {
			this.active = active;
			return this;
		}

		/**
		 * Set the keywords that can start the flow.
		 * @param triggerKeywords the keywords
		 * @return this builder
		 */
		public Builder triggerKeywords(FlowTriggerKeyword... triggerKeywords) {
			this.triggerKeywords = List.of(triggerKeywords);
			return this;
		}

		/**
		 * Set the steps.
		 * @param conversationSteps the steps in their order
		 * @return this builder
		 */
		public Builder conversationSteps(FlowStep... conversationSteps) {
			this.conversationSteps = List.of(conversationSteps);
			return this;
		}

		/**
		 * Build the flow.
		 * @return the flow
		 */
		public Flow build() {
			return new Flow(this.name, this.description, this.category, this.priority, this.active,
					this.triggerKeywords, this.conversationSteps, Map.of());
		}

	}

}
