package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;

/**
 * Changes to an agent; what is not set stays as it is. Prompt, rules and flows are
 * changed on the workflow.
 *
 * @since 0.1.0
 */
public final class UpdateAgentRequest extends RequestBody {

	private UpdateAgentRequest(Builder builder) {
		super(builder);
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
	public static final class Builder extends AbstractAgentRequestBuilder<Builder> {

		private Builder() {
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public UpdateAgentRequest build() {
			return new UpdateAgentRequest(this);
		}

	}

}
