package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * What a new agent is made of. Workflow, name and description are required; the language
 * is {@code en} and the time zone {@code UTC} unless set.
 *
 * @since 0.1.0
 */
public final class CreateAgentRequest extends RequestBody {

	private static final String[] REQUIRED = { "workflow_id", "name", "description" };

	private static final String[] EARLIER = { "name" };

	private CreateAgentRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required(builder.required()).check();
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
	public static final class Builder extends AbstractAgentRequestBuilder<Builder> {

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
		public CreateAgentRequest build() {
			return new CreateAgentRequest(this);
		}

	}

}
