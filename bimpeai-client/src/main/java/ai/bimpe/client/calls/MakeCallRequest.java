package ai.bimpe.client.calls;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * A call to place.
 *
 * @since 0.1.0
 */
public final class MakeCallRequest extends RequestBody {

	private MakeCallRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("destination", "is_test_call").check();
	}

	/**
	 * Create a call through the shared test telephony.
	 * @param destination the number to call, in E.164 form
	 * @return the request
	 */
	public static MakeCallRequest test(String destination) {
		return builder().destination(destination).testCall(true).build();
	}

	/**
	 * Create a live call, which needs a phone number that is linked to the agent.
	 * @param destination the number to call, in E.164 form
	 * @return the request
	 */
	public static MakeCallRequest live(String destination) {
		return builder().destination(destination).testCall(false).build();
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
		 * Set the number to call.
		 * @param destination in E.164 form, for example {@code +447700900461}
		 * @return this builder
		 */
		public Builder destination(String destination) {
			set("destination", destination);
			return this;
		}

		/**
		 * Set whether to use the shared test telephony.
		 * @param testCall {@code false} for a live call, which needs a phone number that
		 * is linked to the agent
		 * @return this builder
		 */
		public Builder testCall(boolean testCall) {
			set("is_test_call", testCall);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public MakeCallRequest build() {
			return new MakeCallRequest(this);
		}

	}

}
