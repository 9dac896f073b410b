package ai.bimpe.spring.stream.internal.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * What the consumer of an open source asks for: to send no more messages for a while, of
 * one conversation or of any, because there is no room; or to release a conversation,
 * which closes its stream, and to read it again from its checkpoint later. Thread-safe.
 */
public final class ConversationControl {

	private final Sinks.Many<Request> requests = Sinks.many().unicast().onBackpressureBuffer();

	private final Map<String, Sinks.Empty<Void>> full = new ConcurrentHashMap<>();

	/** Messages that wait until there is room for any, first come, first served. */
	private final Set<MonoSink<Void>> waiting = new LinkedHashSet<>();

	private boolean allHeld;

	private final Sinks.Many<Boolean> retries = Sinks.many().multicast().directBestEffort();

	private final Consumer<String> released;

	private final SourceStatus status = new SourceStatus();

	/**
	 * Create.
	 * @param released called with the id of a conversation that was released, after
	 * everything that its stream has brought was received; does not block
	 */
	public ConversationControl(Consumer<String> released) {
		this.released = released;
	}

	/**
	 * Return how the source is doing.
	 * @return what a source of many conversations says about itself
	 */
	public SourceStatus status() {
		return this.status;
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
	 * Receive no message of any conversation until there is room again. Everything else
	 * goes on: the list is read, and streams are opened and closed.
	 */
	public void holdAll() {
		synchronized (this.waiting) {
			this.allHeld = true;
		}
	}

	/**
	 * Receive some messages that wait for {@link #holdAll()}, and hold no others when
	 * that leaves room.
	 * @param messages how many there is room for
	 */
	public void admit(int messages) {
		List<MonoSink<Void>> admitted = new ArrayList<>();
		synchronized (this.waiting) {
			while (admitted.size() < messages && !this.waiting.isEmpty()) {
				MonoSink<Void> first = this.waiting.iterator().next();
				this.waiting.remove(first);
				admitted.add(first);
			}
			this.allHeld &= admitted.size() >= messages;
		}
		admitted.forEach(MonoSink::success);
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
	 * Try at once what waits after a failure.
	 */
	public synchronized void retry() {
		this.retries.tryEmitNext(true);
	}

	/**
	 * Return when to try at once what waits after a failure.
	 * @return emits whenever that is asked for
	 */
	Flux<Boolean> retries() {
		return this.retries.asFlux();
	}

	/**
	 * Return whether there is no room for another message of a conversation.
	 * @param conversationId the conversation
	 * @return {@code true} when {@link #room} has to wait
	 */
	boolean isHeld(String conversationId) {
		return this.full.containsKey(conversationId) || isAllHeld();
	}

	/**
	 * Wait until there is room for another message of a conversation.
	 * @param conversationId the conversation
	 * @return completes when there is, at once if there is now
	 */
	Mono<Void> room(String conversationId) {
		Sinks.Empty<Void> waiting = this.full.get(conversationId);
		return ((waiting != null) ? waiting.asMono() : Mono.<Void>empty()).then(Mono.create(this::await));
	}

	private void await(MonoSink<Void> message) {
		boolean wait;
		synchronized (this.waiting) {
			wait = this.allHeld;
			if (wait) {
				this.waiting.add(message);
			}
		}
		if (wait) {
			message.onDispose(() -> leave(message));
		}
		else {
			message.success();
		}
	}

	private void leave(MonoSink<Void> message) {
		synchronized (this.waiting) {
			this.waiting.remove(message);
		}
	}

	private boolean isAllHeld() {
		synchronized (this.waiting) {
			return this.allHeld;
		}
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
