package ai.bimpe.samples.recipes.restaurant;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.MessageRole;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.spring.boot.autoconfigure.streams.MessageDeliveryFailedEvent;
import ai.bimpe.spring.boot.autoconfigure.streams.MessageReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import static ai.bimpe.client.RequestOption.idempotencyKey;

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

	private final TableBook book;

	private final OwnPauses pauses;

	private final Clock clock;

	BookingListener(BimpeAI bimpeai, TableBook book, OwnPauses pauses, Clock clock) {
		this.conversations = bimpeai.conversations();
		this.book = book;
		this.pauses = pauses;
		this.clock = clock;
	}

	@EventListener(condition = "#event.stream == 'restaurant'")
	void on(MessageReceivedEvent event) {
		StreamMessage message = event.message();
		if (message.id() != null && message.message() != null && isCustomer(message.role())) {
			Optional<BookingRequest> request = BookingRequest.read(message.message(), LocalDate.now(this.clock));
			if (request.isPresent()) {
				take(event.agentId(), event.conversationId(), message.id(), request.get());
			}
		}
	}

	@EventListener(condition = "#event.stream == 'restaurant'")
	void on(MessageDeliveryFailedEvent event) {
		log.error("Message {} of conversation {} failed {} times: please look after this customer{}",
				event.message().id(), event.conversationId(), event.attempts(),
				this.pauses.mayStand(event.conversationId()) ? ", whose AI is perhaps still paused" : "");
	}

	private void take(String agentId, String conversationId, String messageId, BookingRequest request) {
		Optional<Booking> known = this.book.find(messageId);
		if (known.filter(Booking::answered).isPresent()) {
			return;
		}
		if (isTakenOver(agentId, conversationId)) {
			log.info("Message {} is left to the person who has taken conversation {} over", messageId, conversationId);
			return;
		}
		answer(agentId, conversationId, known.orElseGet(() -> this.book.book(messageId, request)));
		this.book.answered(messageId);
		log.info("Answered message {} of conversation {}", messageId, conversationId);
	}

	// Looked at with every attempt: a person may have come since the one before.
	private boolean isTakenOver(String agentId, String conversationId) {
		return !this.pauses.mayStand(conversationId)
				&& this.conversations.retrieve(agentId, conversationId).isAiChatPaused();
	}

	private void answer(String agentId, String conversationId, Booking booking) {
		this.pauses.begin(conversationId);
		this.conversations.setAiStatus(agentId, conversationId, true);
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

	private static boolean isCustomer(MessageRole role) {
		return MessageRole.USER.equals(role) || MessageRole.CUSTOMER.equals(role);
	}

}
