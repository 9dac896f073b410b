package ai.bimpe.samples.frontdesk;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.client.workflows.WorkflowScope;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.event.EventListener;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.timeout;

/**
 * The library on one page: everything is asked for in the constructor, and the messages
 * of the stream in {@code bimpeai.streams} arrive in the listener.
 */
@SpringBootApplication
public class FrontDesk {

	private static final Logger log = LoggerFactory.getLogger(FrontDesk.class);

	FrontDesk(BimpeAI bimpeai) {
		for (Agent agent : bimpeai.agents().list(ListQuery.create().limit(50).search("support"))) {
			log.info("There is {}", agent.name());
		}

		Workflow workflow = bimpeai.workflows()
			.list(WorkflowQuery.create().scope(WorkflowScope.PUBLIC).search("restaurant"))
			.data()
			.get(0);
		AgentCreated agent = bimpeai.agents()
			.create(CreateAgentRequest.builder()
				.workflowId(workflow.id())
				.name("Restaurant assistant")
				.description("Takes bookings")
				.build(), idempotencyKey("create-restaurant-agent-v1"), timeout(Duration.ofSeconds(5)));
		bimpeai.agents().knowledgeBases().create(agent.id(), CreateKnowledgeBaseRequest.text("Menu", "Margherita 12"));

		SentMessage question = bimpeai.conversations()
			.send(agent.id(),
					CreateConversationMessageRequest.builder()
						.message("How much is a Margherita?")
						.channelType(SendChannelType.WEBCHAT)
						.channelUserId(UUID.randomUUID().toString())
						.build());
		String conversationId = Objects.requireNonNull(question.conversationId());
		bimpeai.conversations()
			.messages()
			.send(agent.id(), conversationId, SendMessageRequest.of("Your table is confirmed"));

		try (MessageStream stream = bimpeai.conversations()
			.messages()
			.stream(agent.id(), conversationId, StreamOptions.create().after(question.id()))) {
			for (StreamMessage message : stream) {
				log.info("Streamed from {}: {}", message.role(), message.message());
				if (MessageRole.ASSISTANT.equals(message.role())) {
					break;
				}
			}
		}
	}

	@EventListener
	void on(MessageReceivedEvent event) {
		log.info("{}: {}", event.message().role(), event.message().message());
	}

	public static void main(String[] args) {
		SpringApplication.run(FrontDesk.class, args);
	}

}
