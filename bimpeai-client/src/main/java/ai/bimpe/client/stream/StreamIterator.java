package ai.bimpe.client.stream;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import ai.bimpe.client.internal.Blocking;
import ai.bimpe.client.internal.HeldBytes;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;

/**
 * Hands a stream over to a thread that waits for it. What waits for the reader is bounded
 * in number and in bytes, and is gone with the stream when that is closed.
 *
 * @param <T> the type of the elements
 */
final class StreamIterator<T> extends BaseSubscriber<T> implements Iterator<T> {

	/**
	 * How many elements may wait for the reader before the connection is slowed down.
	 * With few of them, a fast stream wakes its reader for every handful.
	 */
	private static final int MAX_HELD = 128;

	/** As above, in bytes. One element may be larger. */
	private static final long MAX_HELD_BYTES = 512 * 1024;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Queue<T> held = new ArrayDeque<>();

	private long heldBytes;

	/** Whether an element has been asked for that has not come yet. */
	private boolean asked;

	private boolean closed;

	private boolean done;

	private @Nullable Throwable failure;

	/** What {@link #hasNext()} has seen already. */
	private @Nullable T next;

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		askForMore(MAX_HELD);
	}

	@Override
	protected void hookOnNext(T element) {
		this.lock.lock();
		try {
			this.asked = false;
			if (!this.closed) {
				this.held.add(element);
				this.heldBytes += bytes(element);
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
		askForMore(MAX_HELD);
	}

	@Override
	protected void hookOnComplete() {
		end(null);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		end(failure);
	}

	private void end(@Nullable Throwable failure) {
		this.lock.lock();
		try {
			this.done = true;
			this.failure = failure;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancel the stream and forget what waits for the reader, whose loop ends.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.held.clear();
			this.heldBytes = 0;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		cancel();
	}

	@Override
	public boolean hasNext() {
		if (this.next == null) {
			this.next = await();
		}
		return this.next != null;
	}

	@Override
	public T next() {
		T element = hasNext() ? this.next : null;
		if (element == null) {
			throw new NoSuchElementException("The stream has ended");
		}
		this.next = null;
		return element;
	}

	private @Nullable T await() {
		T element;
		this.lock.lock();
		try {
			while (this.held.isEmpty() && !this.done && !this.closed) {
				Blocking.check("ReactiveMessages.stream");
				this.changed.await();
			}
			element = this.held.poll();
			if (element != null) {
				this.heldBytes -= bytes(element);
			}
			else if (!this.closed && this.failure != null) {
				throw failure(this.failure);
			}
		}
		catch (InterruptedException ex) {
			throw Blocking.failure(Exceptions.propagate(ex), this::close);
		}
		finally {
			this.lock.unlock();
		}
		// In batches, of which the first element wakes the other side.
		askForMore(MAX_HELD / 4);
		return element;
	}

	private void askForMore(int most) {
		this.lock.lock();
		try {
			if (this.asked || this.closed || this.held.size() >= most
					|| this.heldBytes >= MAX_HELD_BYTES / MAX_HELD * most) {
				return;
			}
			this.asked = true;
		}
		finally {
			this.lock.unlock();
		}
		request(1);
	}

	private static RuntimeException failure(Throwable failure) {
		failure.addSuppressed(new IllegalStateException("The stream that was read here has ended"));
		return Exceptions.propagate(failure);
	}

	private static long bytes(Object element) {
		if (element instanceof StreamEvent.Message received) {
			return bytes(received.message());
		}
		if (element instanceof StreamMessage message) {
			return HeldBytes.OBJECT + HeldBytes.of(message.id(), message.conversationId(), message.message(),
					message.messageType(), message.additionalProperties());
		}
		return (element instanceof StreamEvent.Skipped skipped) ? HeldBytes.OBJECT + HeldBytes.of(skipped.eventId())
				: HeldBytes.OBJECT;
	}

}
