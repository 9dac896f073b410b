package ai.bimpe.client.phonenumbers;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * An order for a phone number. Everything but the agent is required.
 *
 * @since 0.1.0
 */
public final class CreatePhoneNumberRequest extends RequestBody {

	private CreatePhoneNumberRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields())
			.required("business_name", "intended_use", "region", "agent_count", "outbound_minutes")
			.range("agent_count", 1, 50)
			.range("outbound_minutes", 0, 10_000)
			.check();
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
		 * Set the name of the business.
		 * @param businessName up to 191 characters
		 * @return this builder
		 */
		public Builder businessName(String businessName) {
			set("business_name", businessName);
			return this;
		}

		/**
		 * Set what the number is for.
		 * @param intendedUse free text
		 * @return this builder
		 */
		public Builder intendedUse(String intendedUse) {
			set("intended_use", intendedUse);
			return this;
		}

		/**
		 * Set where it is wanted.
		 * @param region the region
		 * @return this builder
		 */
		public Builder region(PhoneNumberRegion region) {
			set("region", region);
			return this;
		}

		/**
		 * Set how many agents will use it.
		 * @param agentCount from 1 to 50
		 * @return this builder
		 */
		public Builder agentCount(int agentCount) {
			set("agent_count", agentCount);
			return this;
		}

		/**
		 * Set how many minutes will be called.
		 * @param outboundMinutes from 0 to 10,000
		 * @return this builder
		 */
		public Builder outboundMinutes(int outboundMinutes) {
			set("outbound_minutes", outboundMinutes);
			return this;
		}

		/**
		 * Set the agent on whose behalf the order is made.
		 * @param submittedByAgentId the id of the agent
		 * @return this builder
		 */
		public Builder submittedByAgentId(String submittedByAgentId) {
			set("submitted_by_agent_id", submittedByAgentId);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreatePhoneNumberRequest build() {
			return new CreatePhoneNumberRequest(this);
		}

	}

}
