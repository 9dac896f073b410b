package ai.bimpe.client.stream;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Blocking;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The messages of a conversation as they arrive, each id once. Opened by the first
 * iterator, read by one thread, closed by any.
 *
 * <pre class="code">
 * try (MessageStream stream = messages.stream(agentId, conversationId, StreamOptions.create())) {
 *     for (StreamMessage message : stream) { ... }
 * }
 * </pre>
 *
 * <p>
 * The iterator blocks until a message arrives. It ends when the stream was closed, or
 * when reconnecting is off and the server closed the stream; every other end is an
 * exception that says why.
 *
 * @since 0.1.0
 */
public final class MessageStream implements Iterable<StreamMessage>, AutoCloseable {

	private final MessageFlux source;

	private final AtomicReference<@Nullable StreamIterator<?>> opened = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Create from the reactive stream.
	 * @param source the reactive stream; subscribed to once
	 */
	public MessageStream(MessageFlux source) {
		this.source = source;
	}

	/**
	 * Open the stream and iterate over its messages.
	 * @return the messages; its methods block, and throw what ended the stream
	 * @throws UserException on a thread that must not block, or when the stream was
	 * opened before
	 */
	@Override
	public Iterator<StreamMessage> iterator() {
		return open(this.source);
	}

	/**
	 * Open the stream and iterate over everything that happens on it, instead of over the
	 * messages alone.
	 * @return the events, to be iterated over once
	 */
	public Iterable<StreamEvent> events() {
		return () -> open(this.source.events());
	}

	/**
	 * Close the connection. A thread that waits in the iterator goes on: its loop ends,
	 * and what has arrived but was not read is not delivered. Closing twice does nothing.
	 */
	@Override
	public void close() {
		this.closed = true;
		StreamIterator<?> iterator = this.opened.get();
		if (iterator != null) {
			iterator.close();
		}
	}

	private <T> Iterator<T> open(Flux<T> flux) {
		Blocking.check("ReactiveMessages.stream");
		StreamIterator<T> iterator = new StreamIterator<>();
		if (!this.opened.compareAndSet(null, iterator)) {
			throw new UserException("A MessageStream is read once: open another one with messages().stream(..)");
		}
		if (this.closed) {
			iterator.close();
		}
		flux.subscribe(iterator);
		return iterator;
	}

}
