package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.client.conversations.ReactiveMessages;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.internal.Cursor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens the streams of an agent's conversations, one connection each, at a steady pace.
 */
final class ConversationStreams {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final ReactiveMessages messages;

	private final String agentId;

	private final RequestRateLimiter rateLimiter;

	private final ConversationControl control;

	ConversationStreams(ReactiveMessages messages, String agentId, RequestRateLimiter rateLimiter,
			ConversationControl control) {
		this.messages = messages;
		this.agentId = agentId;
		this.rateLimiter = rateLimiter;
		this.control = control;
	}

	/**
	 * Open the stream of a conversation behind what was received. While there is no room
	 * for the next message, it is not read.
	 * @param conversation the conversation
	 * @param session tells when to close it
	 * @return what happens on its one connection
	 */
	Flux<StreamEvent> open(ConversationState conversation, ConversationSession session) {
		return connect(conversation).takeUntilOther(session.whenEnded())
			.doOnTerminate(session::end)
			.concatMapDelayError((event) -> whenRoom(conversation, session, event), 0);
	}

	private Flux<StreamEvent> connect(ConversationState conversation) {
		return this.rateLimiter.permit()
			.thenMany(
					Flux.defer(() -> this.messages
						.stream(this.agentId, conversation.id(),
								StreamOptions.create().reconnect(false).after(conversation.cursor().after()))
						.events()))
			.map(ServerIds::checked);
	}

	// A message that still waits for room when the stream ends is dropped: the next
	// session begins before it.
	private Mono<StreamEvent> whenRoom(ConversationState conversation, ConversationSession session, StreamEvent event) {
		if (!(event instanceof StreamEvent.Message) || !this.control.isHeld(conversation.id())) {
			return Mono.just(event);
		}
		return Mono.firstWithSignal(this.control.room(conversation.id()).thenReturn(event),
				session.whenEnded().then(Mono.fromRunnable(session::withhold)));
	}

	/**
	 * Log that the stream of a conversation was opened by time, if it was.
	 * @param conversation the conversation
	 */
	void continued(ConversationState conversation) {
		Cursor unknown = conversation.unknownCursor();
		if (unknown != null) {
			UnknownCursor.log(this.agentId, conversation.id(), unknown);
		}
	}

	/**
	 * Open no stream for a while.
	 * @param duration how long
	 */
	void pause(Duration duration) {
		this.rateLimiter.pause(duration);
	}

	/**
	 * End such a pause.
	 */
	void resume() {
		this.rateLimiter.resume();
	}

	/**
	 * Log once that a conversation cannot be followed. A bad key is left to the list to
	 * tell.
	 * @param conversation the conversation
	 * @param failure why
	 */
	void complain(ConversationState conversation, BimpeAIException failure) {
		if (failure instanceof AuthenticationException || !conversation.complain()) {
			return;
		}
		String text = "Conversation '" + conversation.id() + "' of agent '" + this.agentId
				+ "' cannot be followed, and is tried again as long as the list names it: " + failure.getMessage()
				+ ". The Actuator endpoint 'bimpeai' shows it until it can be followed; if that lasts, give the request id to "
				+ "the support of BimpeAI";
		if (failure instanceof NotFoundException) {
			logger.info(text);
		}
		else {
			logger.warn(text);
		}
	}

}
