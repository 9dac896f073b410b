package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * A new life-cycle state for an agent.
 *
 * @since 0.1.0
 */
public final class UpdateLiveStatusRequest extends RequestBody {

	private UpdateLiveStatusRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("status").check();
	}

	/**
	 * Create from a state alone.
	 * @param status the state to move to
	 * @return the request
	 */
	public static UpdateLiveStatusRequest of(AgentStatus status) {
		return builder().status(status).build();
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
		 * Set the state.
		 * @param status the state to move to
		 * @return this builder
		 */
		public Builder status(AgentStatus status) {
			set("status", status);
			return this;
		}

		/**
		 * Set why.
		 * @param statusReason up to 500 characters
		 * @return this builder
		 */
		public Builder statusReason(String statusReason) {
			set("status_reason", statusReason);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public UpdateLiveStatusRequest build() {
			return new UpdateLiveStatusRequest(this);
		}

	}

}
