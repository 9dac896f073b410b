package ai.bimpe.client.conversations;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * A message into a conversation that is named by its id, or found or created by channel
 * and address. Its {@code toString()} does not show the text.
 *
 * @since 0.1.0
 */
public final class CreateConversationMessageRequest extends RequestBody {

	private CreateConversationMessageRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("message")
			.oneOf("conversation_id", "channel_type")
			.refuse("role", MessageRole.RESTAURANT_USER, MessageRole.CUSTOMER)
			.check();
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
		 * Name the conversation.
		 * @param conversationId the id of the conversation
		 * @return this builder
		 */
		public Builder conversationId(String conversationId) {
			set("conversation_id", conversationId);
			return this;
		}

		/**
		 * Set the channel on which the conversation is found or created.
		 * @param channelType the channel; required without a conversation id
		 * @return this builder
		 */
		public Builder channelType(SendChannelType channelType) {
			set("channel_type", channelType);
			return this;
		}

		/**
		 * Set the address of the customer on the channel.
		 * @param channelUserId an E.164 number for WhatsApp and telephone, a UUID for web
		 * chat
		 * @return this builder
		 */
		public Builder channelUserId(String channelUserId) {
			set("channel_user_id", channelUserId);
			return this;
		}

		/**
		 * Set the name of the customer on the channel.
		 * @param channelUsername up to 255 characters
		 * @return this builder
		 */
		public Builder channelUsername(String channelUsername) {
			set("channel_username", channelUsername);
			return this;
		}

		/**
		 * Set whether to use the shared test channels.
		 * @param testChannel {@code true} to use them
		 * @return this builder
		 */
		public Builder testChannel(boolean testChannel) {
			set("is_test_channel", testChannel);
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreateConversationMessageRequest build() {
			return new CreateConversationMessageRequest(this);
		}

	}

}
