package ai.bimpe.client.agents;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * How the answer of a foreign service becomes a result.
 *
 * @since 0.1.0
 */
public final class ToolResponseMapping extends RequestBody {

	private ToolResponseMapping(Map<String, @Nullable Object> fields) {
		super(fields);
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
		 * Set where the payload sits.
		 * @param path a path into the answer
		 * @return this builder
		 */
		public Builder path(String path) {
			this.fields.put("path", path);
			return this;
		}

		/**
		 * Set what is said after a success.
		 * @param successMessage free text
		 * @return this builder
		 */
		public Builder successMessage(String successMessage) {
			this.fields.put("success_message", successMessage);
			return this;
		}

		/**
		 * Set what is said after a failure.
		 * @param errorMessage free text
		 * @return this builder
		 */
		public Builder errorMessage(String errorMessage) {
			this.fields.put("error_message", errorMessage);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public ToolResponseMapping build() {
			return new ToolResponseMapping(this.fields);
		}

	}

}
