package ai.bimpe.client.workflows;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * Changes to a workflow; what is not set stays as it is, and a list that is set takes the
 * place of the old one.
 *
 * @since 0.1.0
 */
public final class UpdateWorkflowRequest extends RequestBody {

	private UpdateWorkflowRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).range("setup_time", 1, Integer.MAX_VALUE).check();
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
	public static final class Builder extends AbstractWorkflowRequestBuilder<Builder> {

		private Builder() {
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public UpdateWorkflowRequest build() {
			return new UpdateWorkflowRequest(this);
		}

	}

}
