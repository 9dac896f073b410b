package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.FieldRules;
import ai.bimpe.client.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A new life-cycle state for an agent.
 *
 * @since 0.1.0
 */
public final class UpdateLiveStatusRequest extends RequestBody {

	private static final FieldRules RULES = FieldRules.required("status");

	private UpdateLiveStatusRequest(Map<String, @Nullable Object> fields) {
		super(fields, RULES);
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
	public static final class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Set the state.
		 * @param status the state to move to
		 * @return this builder
		 */
		public Builder status(AgentStatus status) {
			this.fields.put("status", status);
			return this;
		}

		/**
		 * Set why.
		 * @param statusReason up to 500 characters
		 * @return this builder
		 */
		public Builder statusReason(String statusReason) {
			this.fields.put("status_reason", statusReason);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public UpdateLiveStatusRequest build() {
			return new UpdateLiveStatusRequest(this.fields);
		}

	}

}
