package ai.bimpe.client.agents;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;
import org.jspecify.annotations.Nullable;

/**
 * A new knowledge base, from a text or from a web page. A name and one of both are
 * required.
 *
 * @since 0.1.0
 */
public final class CreateKnowledgeBaseRequest extends RequestBody {

	private CreateKnowledgeBaseRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("name").oneOf("content", "url").check();
	}

	/**
	 * Create from a text.
	 * @param name the name, up to 255 characters
	 * @param content the text, up to 2,500 characters
	 * @return the request
	 */
	public static CreateKnowledgeBaseRequest text(String name, String content) {
		return builder().name(name).content(content).build();
	}

	/**
	 * Create from a web page.
	 * @param name the name, up to 255 characters
	 * @param url the absolute address of the page, which the server reads
	 * @return the request
	 */
	public static CreateKnowledgeBaseRequest url(String name, String url) {
		return builder().name(name).url(url).build();
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
		 * @param description up to 1,000 characters, or {@code null} for nothing
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			set("description", description);
			return this;
		}

		/**
		 * Take the text from here. Replaces an address that was set.
		 * @param content the text, up to 2,500 characters
		 * @return this builder
		 */
		public Builder content(String content) {
			remove("url");
			set("type", KnowledgeBaseType.TEXT);
			set("content", content);
			return this;
		}

		/**
		 * Take the text from a web page. Replaces a text that was set.
		 * @param url the absolute address of the page, which the server reads
		 * @return this builder
		 */
		public Builder url(String url) {
			remove("content");
			set("type", KnowledgeBaseType.URL);
			set("url", url);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreateKnowledgeBaseRequest build() {
			return new CreateKnowledgeBaseRequest(this);
		}

	}

}
