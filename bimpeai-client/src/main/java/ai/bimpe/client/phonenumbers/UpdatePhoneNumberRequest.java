package ai.bimpe.client.phonenumbers;

import ai.bimpe.client.core.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a phone number; what is not set stays as it is.
 *
 * @since 0.1.0
 */
public final class UpdatePhoneNumberRequest extends RequestBody {

	private UpdatePhoneNumberRequest(Builder builder) {
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
	public static final class Builder extends RequestBody.Builder {

		private Builder() {
		}

		/**
		 * Link the number to an agent.
		 * @param agentId the id of the agent, or {@code null} to remove the link
		 * @return this builder
		 */
		public Builder agentId(@Nullable String agentId) {
			set("agent_id", agentId);
			return this;
		}

		/**
		 * Set the label.
		 * @param label up to 128 characters
		 * @return this builder
		 */
		public Builder label(String label) {
			set("label", label);
			return this;
		}

		/**
		 * Remove the link to an agent, by sending {@code agent_id: null}.
		 * @return this builder
		 */
		public Builder unassign() {
			return agentId(null);
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public UpdatePhoneNumberRequest build() {
			return new UpdatePhoneNumberRequest(this);
		}

	}

}
