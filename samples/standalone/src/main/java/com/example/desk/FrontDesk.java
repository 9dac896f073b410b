package com.example.desk;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class FrontDesk {

	private final Conversations conversations;

	FrontDesk(BimpeAI bimpeai) {
		this.conversations = bimpeai.conversations();
	}

	@EventListener
	void on(MessageReceivedEvent event) {
		if (MessageRole.USER.equals(event.message().role())) {
			// The AI pauses, as it does when a person takes over.
			this.conversations.setAiStatus(event.agentId(), event.conversationId(), true);
			this.conversations.messages()
				.send(event.agentId(), event.conversationId(),
						SendMessageRequest.builder()
							.message("Your table is confirmed")
							.role(MessageRole.ASSISTANT)
							.build());
		}
	}

}
