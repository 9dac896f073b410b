package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;

/**
 * How the answer of a foreign service becomes a result.
 *
 * @since 0.1.0
 */
public final class ToolResponseMapping extends RequestBody {

	private ToolResponseMapping(Builder builder) {
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
		 * Set where the payload sits.
		 * @param path a path into the answer
		 * @return this builder
		 */
		public Builder path(String path) {
			set("path", path);
			return this;
		}

		/**
		 * Set what is said after a success.
		 * @param successMessage free text
		 * @return this builder
		 */
		public Builder successMessage(String successMessage) {
			set("success_message", successMessage);
			return this;
		}

		/**
		 * Set what is said after a failure.
		 * @param errorMessage free text
		 * @return this builder
		 */
		public Builder errorMessage(String errorMessage) {
			set("error_message", errorMessage);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public ToolResponseMapping build() {
			return new ToolResponseMapping(this);
		}

	}

}
