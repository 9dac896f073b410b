package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

/**
 * Listens to a conversation. A lost connection is opened again and goes on after the last
 * message, so that each one comes once.
 */
@Component
class StreamMessages {

	private final BimpeAI bimpeai;

	StreamMessages(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	@Nullable String firstAnswer(String agentId, String conversationId, String questionId) {
		try (MessageStream stream = this.bimpeai.conversations()
			.messages()
			.stream(agentId, conversationId, StreamOptions.create().after(questionId))) {
			for (StreamMessage message : stream) {
				if (MessageRole.ASSISTANT.equals(message.role())) {
					return message.message();
				}
			}
		}
		return null;
	}

	Flux<StreamMessage> answers(String agentId, String conversationId, String questionId) {
		return this.bimpeai.reactive()
			.conversations()
			.messages()
			.stream(agentId, conversationId, StreamOptions.create().after(questionId))
			.filter((message) -> MessageRole.ASSISTANT.equals(message.role()));
	}

}
