package ai.bimpe.client.conversations;

import java.util.List;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * A message into a known conversation. Its {@code toString()} does not show the text.
 *
 * @since 0.1.0
 */
public final class SendMessageRequest extends RequestBody {

	private SendMessageRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("message")
			.refuse("role", MessageRole.RESTAURANT_USER, MessageRole.CUSTOMER)
			.check();
	}

	/**
	 * Create from a text alone, in the name of the customer.
	 * @param message the text, up to 4,096 characters
	 * @return the request
	 */
	public static SendMessageRequest of(String message) {
		return builder().message(message).build();
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
		 * Set the text.
		 * @param message up to 4,096 characters
		 * @return this builder
		 */
		public Builder message(String message) {
			set("message", message);
			return this;
		}

		/**
		 * Set in whose name it is sent; the customer's unless set.
		 * @param role {@link MessageRole#USER}, or {@link MessageRole#ASSISTANT} for a
		 * human reply while the AI is paused
		 * @return this builder
		 */
		public Builder role(MessageRole role) {
			set("role", role);
			return this;
		}

		/**
		 * Set the files that belong to it. For servers with the earlier API only.
		 * @param attachments the files
		 * @return this builder
		 */
		public Builder attachments(List<MessageAttachment> attachments) {
			set("attachments", List.copyOf(attachments));
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public SendMessageRequest build() {
			return new SendMessageRequest(this);
		}

	}

}
