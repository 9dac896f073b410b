package ai.bimpe.samples.recipes.handover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Hands conversations that need attention over to people. The API marks them, when a
 * customer asks for a person or a rule of the workflow escalates: {@code needs_attention}
 * is asked for in each round, which costs one request however many conversations there
 * are, and works in every language.
 *
 * <p>
 * A conversation is written down before anything happens, and the team is told until that
 * has worked: twice after a crash perhaps, but never not at all. When the API takes the
 * mark away is not documented. So a conversation that a person has dealt with is handed
 * over again only after its customer has written once more.
 */
@Component
class Escalations {

	private static final Logger log = LoggerFactory.getLogger(Escalations.class);

	private static final int LATEST = 20;

	private final Conversations conversations;

	private final HandoverRepository repository;

	private final HandoverProperties properties;

	private final ApplicationEventPublisher events;

	Escalations(BimpeAI bimpeai, HandoverRepository repository, HandoverProperties properties,
			ApplicationEventPublisher events) {
		this.conversations = bimpeai.conversations();
		this.repository = repository;
		this.properties = properties;
		this.events = events;
	}

	/**
	 * Do one round. A conversation that fails waits for the next one, and so does the
	 * rest when the API cannot be used at all.
	 */
	@Scheduled(initialDelayString = "${handover.interval}", fixedDelayString = "${handover.interval}")
	void round() {
		try {
			// The whole list first: what is paused in between would shift its pages.
			List<Conversation> marked = this.conversations
				.list(this.properties.agentId(),
						ConversationQuery.create().needsAttention(true).isAiChatPaused(false).limit(100))
				.stream()
				.toList();
			marked.forEach((conversation) -> alone(conversation.id(), () -> note(conversation)));
			this.repository.untold().forEach((id) -> alone(id, () -> handOver(id)));
		}
		catch (BimpeAIException ex) {
			log.warn("The rest waits for the next round: {}", ex.getMessage());
		}
	}

	// What goes wrong with one conversation, in every round perhaps, keeps nothing from
	// the others. What would go wrong with all of them alike ends the round.
	private void alone(String conversationId, Runnable step) {
		try {
			step.run();
		}
		catch (BimpeAIException ex) {
			if (isOfAll(ex)) {
				throw ex;
			}
			log.warn("Conversation {} waits for the next round; when this goes on, look after it in the console: {}",
					conversationId, ex.getMessage());
		}
	}

	private static boolean isOfAll(BimpeAIException ex) {
		return ex instanceof AuthenticationException || ex instanceof PermissionDeniedException
				|| ex instanceof RateLimitException;
	}

	private void note(Conversation conversation) {
		Optional<Handover> known = this.repository.find(conversation.id());
		Instant latest = conversation.lastMessageAt();
		if (known.isEmpty()) {
			this.repository.open(conversation.id());
		}
		else if (known.get().doneUntil() == null) {
			// Paused by now when another instance has just handed it over. Otherwise a
			// person has ended it elsewhere, in the console perhaps.
			if (known.get().told() && !isPaused(conversation.id())) {
				this.repository.done(conversation.id(), latest);
			}
		}
		else if (latest != null && latest.isAfter(known.get().doneUntil().toInstant())) {
			if (hasCustomerWritten(conversation.id(), known.get().doneUntil().toInstant())) {
				this.repository.open(conversation.id());
			}
			else {
				this.repository.done(conversation.id(), latest);
			}
		}
	}

	private boolean isPaused(String conversationId) {
		return this.conversations.retrieve(this.properties.agentId(), conversationId).isAiChatPaused();
	}

	private boolean hasCustomerWritten(String conversationId, Instant since) {
		return this.conversations.messages()
			.list(this.properties.agentId(), conversationId, ListQuery.create().limit(LATEST).sort("-created_at"))
			.data()
			.stream()
			.filter((message) -> message.createdAt().isAfter(since))
			.map(Message::role)
			.anyMatch((role) -> MessageRole.USER.equals(role) || MessageRole.CUSTOMER.equals(role));
	}

	private void handOver(String conversationId) {
		if (this.repository.find(conversationId).filter(Handover::told).isPresent()) {
			// Dealt with since the round has begun: a pause now would never end.
			return;
		}
		try {
			this.conversations.setAiStatus(this.properties.agentId(), conversationId, true);
		}
		catch (NotFoundException ex) {
			log.info("Conversation {} is gone", conversationId);
			this.repository.done(conversationId, null);
			return;
		}
		try {
			this.events.publishEvent(new HandoverRequestedEvent(conversationId));
		}
		catch (RuntimeException ex) {
			log.warn("The team could not be told about conversation {}, and is told again: {}", conversationId,
					ex.getClass().getSimpleName());
			return;
		}
		this.repository.told(conversationId);
		log.info("Handed conversation {} over", conversationId);
	}

}
