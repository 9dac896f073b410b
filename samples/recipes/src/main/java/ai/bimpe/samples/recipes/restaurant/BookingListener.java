package ai.bimpe.samples.recipes.restaurant;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.maxRetries;

/**
 * Takes bookings and answers them in place of the AI. What it throws is a failed
 * delivery: the message is offered again, and every step can be done again. A table is
 * booked once for a message, an answer is sent once for its idempotency key, and pausing
 * or resuming twice does no harm.
 */
@Component
class BookingListener {

	private static final Logger log = LoggerFactory.getLogger(BookingListener.class);

	private final Conversations conversations;

	private final BookingRepository repository;

	private final OwnPauseRepository pauses;

	private final Clock clock;

	BookingListener(BimpeAI bimpeai, BookingRepository repository, OwnPauseRepository pauses, Clock clock) {
		this.conversations = bimpeai.conversations();
		this.repository = repository;
		this.pauses = pauses;
		this.clock = clock;
	}

	@EventListener(condition = "#a0.stream == 'restaurant'")
	void on(MessageReceivedEvent event) {
		StreamMessage message = event.message();
		if (message.id() != null && message.message() != null && isCustomer(message.role())) {
			Optional<BookingRequest> request = BookingRequest.read(message.message(), LocalDate.now(this.clock));
			if (request.isPresent()) {
				take(event.agentId(), event.conversationId(), message.id(), request.get());
			}
		}
	}

	@EventListener(condition = "#a0.stream == 'restaurant'")
	void on(MessageDeliveryFailedEvent event) {
		log.error("Message {} of conversation {} failed {} times: please look after this customer{}",
				event.message().id(), event.conversationId(), event.attempts(),
				this.pauses.mayStand(event.conversationId()) ? ", whose AI is perhaps still paused" : "");
	}

	private void take(String agentId, String conversationId, String messageId, BookingRequest request) {
		Optional<Booking> known = this.repository.find(messageId);
		if (known.filter(Booking::answered).isPresent()) {
			return;
		}
		if (isTakenOver(agentId, conversationId)) {
			log.info("Message {} is left to the person who has taken conversation {} over", messageId, conversationId);
			return;
		}
		answer(agentId, conversationId, known.orElseGet(() -> this.repository.book(messageId, request)));
		this.repository.answered(messageId);
		log.info("Answered message {} of conversation {}", messageId, conversationId);
	}

	// Looked at with every attempt: a person may have come since the one before.
	private boolean isTakenOver(String agentId, String conversationId) {
		return !this.pauses.mayStand(conversationId) && isPaused(agentId, conversationId);
	}

	private boolean isPaused(String agentId, String conversationId) {
		return this.conversations.retrieve(agentId, conversationId).isAiChatPaused();
	}

	private void answer(String agentId, String conversationId, Booking booking) {
		pause(agentId, conversationId);
		try {
			this.conversations.messages()
				.send(agentId, conversationId,
						SendMessageRequest.builder().message(booking.answer()).role(MessageRole.ASSISTANT).build(),
						idempotencyKey("booking-" + booking.messageId()));
		}
		finally {
			this.conversations.setAiStatus(agentId, conversationId, false);
			this.pauses.end(conversationId);
		}
	}

	// One attempt, so that a refusal is about all that was sent: the delivery is tried
	// again anyway.
	private void pause(String agentId, String conversationId) {
		boolean oneMayStand = this.pauses.mayStand(conversationId);
		this.pauses.begin(conversationId);
		try {
			this.conversations.setAiStatus(agentId, conversationId, true, maxRetries(0));
		}
		catch (BimpeAIException ex) {
			if ((!oneMayStand && isRefused(ex)) || isSurelyNotPaused(agentId, conversationId)) {
				this.pauses.end(conversationId);
			}
			throw ex;
		}
	}

	private static boolean isRefused(BimpeAIException ex) {
		return ex instanceof ApiException answer && answer.status() >= 400 && answer.status() < 500
				&& answer.status() != 408;
	}

	// Without a refusal nobody knows what became of the pause. A mark that is wrong has
	// us talk over the person who pauses the AI later; one that is missing leaves the
	// customer of our own pause without AI and answer. So the API is asked how it is now,
	// and without an answer the mark stays: a person notices us, but nobody notices
	// silence. The pause is not ended here, as it may be that of a person by now.
	private boolean isSurelyNotPaused(String agentId, String conversationId) {
		try {
			return !isPaused(agentId, conversationId);
		}
		catch (BimpeAIException ex) {
			return false;
		}
	}

	private static boolean isCustomer(MessageRole role) {
		return MessageRole.USER.equals(role) || MessageRole.CUSTOMER.equals(role);
	}

}
