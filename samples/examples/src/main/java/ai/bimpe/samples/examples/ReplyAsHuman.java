package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.MessageRole;

import org.springframework.stereotype.Component;

/**
 * Takes a conversation over from the AI, and gives it back.
 */
@Component
class ReplyAsHuman {

	private final Conversations conversations;

	ReplyAsHuman(BimpeAI bimpeai) {
		this.conversations = bimpeai.conversations();
	}

	SentMessage reply(String agentId, String conversationId, String text) {
		this.conversations.setAiStatus(agentId, conversationId, true);
		// To the customer a person speaks with the voice of the agent.
		return this.conversations.messages()
			.send(agentId, conversationId,
					SendMessageRequest.builder().message(text).role(MessageRole.ASSISTANT).build());
	}

	void handBack(String agentId, String conversationId) {
		this.conversations.setAiStatus(agentId, conversationId, false);
	}

}
