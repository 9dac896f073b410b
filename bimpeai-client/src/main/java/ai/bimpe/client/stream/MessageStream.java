package ai.bimpe.client.stream;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Blocking;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

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

	/**
	 * How many messages may wait for the reader before the connection is slowed down.
	 * With few of them, a fast stream wakes its reader for every handful.
	 */
	private static final int BUFFER = 128;

	private final MessageFlux source;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final AtomicBoolean opened = new AtomicBoolean();

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
	 * Close the connection. A thread that waits in the iterator goes on: its loop ends.
	 * Closing twice does nothing.
	 */
	@Override
	public void close() {
		this.closed.tryEmitEmpty();
	}

	private <T> Iterator<T> open(Flux<T> flux) {
		Blocking.check("ReactiveMessages.stream");
		if (!this.opened.compareAndSet(false, true)) {
			throw new UserException("A MessageStream is read once: open another one with messages().stream(..)");
		}
		return new Interruptible<>(flux.takeUntilOther(this.closed.asMono()).toIterable(BUFFER).iterator(), this);
	}

	/**
	 * Ends the stream with our exception when its reader is interrupted.
	 *
	 * @param <T> the type of the elements
	 */
	private static final class Interruptible<T> implements Iterator<T> {

		private final Iterator<T> delegate;

		private final MessageStream stream;

		private @Nullable Boolean next;

		private Interruptible(Iterator<T> delegate, MessageStream stream) {
			this.delegate = delegate;
			this.stream = stream;
		}

		@Override
		public boolean hasNext() {
			if (this.next == null) {
				try {
					this.next = this.delegate.hasNext();
				}
				catch (RuntimeException ex) {
					throw Blocking.failure(ex, this.stream::close);
				}
			}
			return this.next;
		}

		@Override
		public T next() {
			boolean hasNext = hasNext();
			this.next = null;
			if (!hasNext) {
				throw new java.util.NoSuchElementException("The stream has ended");
			}
			return this.delegate.next();
		}

	}

}
