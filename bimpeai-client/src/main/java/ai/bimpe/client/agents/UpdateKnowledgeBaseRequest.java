package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a knowledge base; what is not set stays as it is, and the type cannot
 * change.
 *
 * @since 0.1.0
 */
public final class UpdateKnowledgeBaseRequest extends RequestBody {

	private UpdateKnowledgeBaseRequest(Builder builder) {
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
		 * Set the name.
		 * @param name up to 255 characters
		 * @return this builder
		 */
		public Builder name(String name) {
			set("name", name);
			return this;
		}

		/**
		 * Set what it is about.
		 * @param description up to 1,000 characters, or {@code null} to remove it
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set the text.
		 * @param content up to 2,500 characters, or {@code null} to remove it
		 * @return this builder
		 */
		public Builder content(@Nullable String content) {
			set("content", content);
			return this;
		}

		/**
		 * Set the address of the web page.
		 * @param url an absolute address, or {@code null} to remove it
		 * @return this builder
		 */
		public Builder url(@Nullable String url) {
			set("url", url);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 */
		public UpdateKnowledgeBaseRequest build() {
			return new UpdateKnowledgeBaseRequest(this);
		}

	}

}
