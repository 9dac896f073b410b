package ai.bimpe.client.workflows;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * What a new workflow is made of. Name and prompt are required.
 *
 * @since 0.1.0
 */
public final class CreateWorkflowRequest extends RequestBody {

	private static final String[] REQUIRED = { "name", "system_prompt" };

	private static final String[] EARLIER = { "name" };

	private CreateWorkflowRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required(builder.required())
			.range("setup_time", 1, Integer.MAX_VALUE)
			.check();
	}

	/**
	 * Return a builder.
	 * @return the builder, with nothing set
	 */
	public static Builder builder() {
		return new Builder(false);
	}

	/**
	 * Return a builder for servers with the earlier API, which required a name and
	 * nothing else.
	 * @return the builder, with nothing set
	 */
	public static Builder builderForEarlierApi() {
		return new Builder(true);
	}

	/**
	 * Collects the fields. Not thread-safe.
	 */
	public static final class Builder extends AbstractWorkflowRequestBuilder<Builder> {

		private final boolean earlier;

		private Builder(boolean earlier) {
			this.earlier = earlier;
		}

		private String[] required() {
			return this.earlier ? EARLIER : REQUIRED;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreateWorkflowRequest build() {
			return new CreateWorkflowRequest(this);
		}

	}

}
