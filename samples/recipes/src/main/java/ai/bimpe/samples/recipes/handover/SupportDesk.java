package ai.bimpe.samples.recipes.handover;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;

/**
 * Where a person answers. Call it from a page of yours, behind its login; the sample
 * {@code support-inbox} is one.
 */
@Component
class SupportDesk {

	private final Conversations conversations;

	private final HandoverRepository repository;

	private final HandoverProperties properties;

	SupportDesk(BimpeAI bimpeai, HandoverRepository repository, HandoverProperties properties) {
		this.conversations = bimpeai.conversations();
		this.repository = repository;
		this.properties = properties;
	}

	/**
	 * Send what a person has written.
	 * @param conversationId the id of the conversation
	 * @param text the text
	 * @param key what makes sending it again harmless, such as an id of the form in the
	 * page
	 */
	void reply(String conversationId, String text, String key) {
		this.conversations.messages()
			.send(this.properties.agentId(), conversationId,
					SendMessageRequest.builder().message(text).role(MessageRole.ASSISTANT).build(),
					idempotencyKey(key));
	}

	/**
	 * Let the AI go on.
	 * @param conversationId the id of the conversation
	 */
	void finish(String conversationId) {
		String agentId = this.properties.agentId();
		this.repository.done(conversationId, this.conversations.retrieve(agentId, conversationId).lastMessageAt());
		this.conversations.setAiStatus(agentId, conversationId, false);
	}

}
