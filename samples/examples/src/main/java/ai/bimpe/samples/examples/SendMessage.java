package ai.bimpe.samples.examples;

import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;

import org.springframework.stereotype.Component;

/**
 * Sends messages: to a customer who may never have written, and into a conversation that
 * is there already.
 */
@Component
class SendMessage {

	private final BimpeAI bimpeai;

	SendMessage(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	SentMessage start(String agentId, UUID visitor, String text) {
		return this.bimpeai.conversations()
			.send(agentId,
					CreateConversationMessageRequest.builder()
						.message(text)
						.channelType(SendChannelType.WEBCHAT)
						.channelUserId(visitor.toString())
						.channelUsername("Tomi")
						.build());
	}

	SentMessage goOn(String agentId, String conversationId, String text) {
		return this.bimpeai.conversations().messages().send(agentId, conversationId, SendMessageRequest.of(text));
	}

}
