package ai.bimpe.samples.booking;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Answers customers in place of the AI.
 */
@Component
public class BookingListener {

	private final Conversations conversations;

	private final TableBook tables;

	public BookingListener(BimpeAI bimpeai, TableBook tables) {
		this.conversations = bimpeai.conversations();
		this.tables = tables;
	}

	@EventListener
	public void on(MessageReceivedEvent event) {
		String request = event.message().message();
		if (MessageRole.USER.equals(event.message().role()) && request != null) {
			String answer = this.tables.reserve(request) ? "Your table is confirmed" : "We are full";
			this.conversations.setAiStatus(event.agentId(), event.conversationId(), true);
			this.conversations.messages()
				.send(event.agentId(), event.conversationId(),
						SendMessageRequest.builder().message(answer).role(MessageRole.ASSISTANT).build());
		}
	}

}
