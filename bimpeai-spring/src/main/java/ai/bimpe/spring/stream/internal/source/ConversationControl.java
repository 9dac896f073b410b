package ai.bimpe.spring.stream.internal.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What the consumer of an open source asks for, conversation by conversation: to send no
 * more for a while, because there is no room; or to release a conversation, which closes
 * its stream, and to read it again from its checkpoint later. Thread-safe.
 */
public final class ConversationControl {

	private final Sinks.Many<Request> requests = Sinks.many().unicast().onBackpressureBuffer();

	private final Map<String, Sinks.Empty<Void>> full = new ConcurrentHashMap<>();

	private final Consumer<String> released;

	/**
	 * Create.
	 * @param released called with the id of a conversation that was released, after
	 * everything that its stream has brought was received; does not block
	 */
	public ConversationControl(Consumer<String> released) {
		this.released = released;
	}

	/**
	 * Receive no more of a conversation until there is room again.
	 * @param conversationId the conversation
	 */
	public void hold(String conversationId) {
		this.full.computeIfAbsent(conversationId, (id) -> Sinks.empty());
	}

	/**
	 * Receive more of a conversation.
	 * @param conversationId the conversation
	 */
	public void admit(String conversationId) {
		Sinks.Empty<Void> waiting = this.full.remove(conversationId);
		if (waiting != null) {
			waiting.tryEmitEmpty();
		}
	}

	/**
	 * Close the stream of a conversation, and open none until it is resumed. What it has
	 * brought before is still received.
	 * @param conversationId the conversation
	 */
	public void release(String conversationId) {
		request(new Release(conversationId));
	}

	/**
	 * Read a conversation that was released again, from its checkpoint. Must not be
	 * called before it is released.
	 * @param conversationId the conversation
	 */
	public void resume(String conversationId) {
		request(new Resume(conversationId));
	}

	/**
	 * Return whether there is no room for another message of a conversation.
	 * @param conversationId the conversation
	 * @return {@code true} when {@link #room} has to wait
	 */
	boolean isHeld(String conversationId) {
		return this.full.containsKey(conversationId);
	}

	/**
	 * Wait until there is room for another message of a conversation.
	 * @param conversationId the conversation
	 * @return completes when there is, at once if there is now
	 */
	Mono<Void> room(String conversationId) {
		Sinks.Empty<Void> waiting = this.full.get(conversationId);
		return (waiting != null) ? waiting.asMono() : Mono.empty();
	}

	/**
	 * Return what is asked for.
	 * @return the requests, for one subscriber
	 */
	Flux<Request> requests() {
		return this.requests.asFlux();
	}

	/**
	 * Report that a conversation was released, and that nothing of it follows.
	 * @param conversationId the conversation
	 */
	void released(String conversationId) {
		this.released.accept(conversationId);
	}

	private synchronized void request(Request request) {
		this.requests.tryEmitNext(request);
	}

	/**
	 * What the consumer asks for.
	 */
	sealed interface Request {

		/**
		 * Return the conversation that it is about.
		 * @return the id of the conversation
		 */
		String conversationId();

	}

	/**
	 * Close the stream of a conversation, and open none until it is resumed.
	 *
	 * @param conversationId the id of the conversation
	 */
	record Release(String conversationId) implements Request {

	}

	/**
	 * Read a conversation again, from its checkpoint.
	 *
	 * @param conversationId the id of the conversation
	 */
	record Resume(String conversationId) implements Request {

	}

}
