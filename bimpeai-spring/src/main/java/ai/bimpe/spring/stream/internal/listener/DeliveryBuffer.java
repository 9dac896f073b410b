package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.source.MessageSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;

/**
 * What came in and waits for the worker. Asks for no more than it has room for, so that
 * the connection is slowed down when it is full.
 */
final class DeliveryBuffer extends BaseSubscriber<MessageSource.Incoming> {

	private static final int CAPACITY = 16;

	private static final int BATCH = CAPACITY / 2;

	private static final Object END = new Object();

	private static final Object TIME_OUT = new Object();

	/** Holds at most what was asked for, the end, and who came too late. */
	private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

	/** When the messages came in that are not done with. */
	private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();

	private final TimeSource time;

	private volatile boolean discarded;

	private boolean ended;

	private int taken;

	DeliveryBuffer(TimeSource time) {
		this.time = time;
	}

	/**
	 * Take the next.
	 * @param timeout how long to wait for it
	 * @return what came in; {@code null} at the end, and when nothing did in time, which
	 * may be said early
	 * @throws RuntimeException the failure that the source ended with
	 */
	MessageSource.@Nullable Incoming poll(Duration timeout) {
		Object next = take(timeout);
		if (next == null || next == TIME_OUT || this.discarded) {
			return null;
		}
		if (next instanceof MessageSource.Incoming incoming) {
			if (++this.taken == BATCH) {
				this.taken = 0;
				request(BATCH);
			}
			return incoming;
		}
		this.ended = true;
		if (next instanceof Throwable failure) {
			throw Exceptions.propagate(failure);
		}
		return null;
	}

	// What must end the wait puts the end into the queue.
	private @Nullable Object take(Duration timeout) {
		Object next = this.queue.poll();
		if (next != null) {
			return next;
		}
		Disposable alarm = this.time.schedule(() -> this.queue.add(TIME_OUT), timeout);
		try {
			return this.queue.take();
		}
		catch (InterruptedException ex) {
			return null;
		}
		finally {
			alarm.dispose();
		}
	}

	/**
	 * Take note that the oldest message is done with.
	 */
	void done() {
		this.arrivals.poll();
	}

	/**
	 * Return how long the oldest message has been here that is not done with.
	 * @return its age, zero when there is none
	 */
	Duration lag() {
		Long oldest = this.arrivals.peek();
		return (oldest != null) ? Duration.ofNanos(this.time.nanoTime() - oldest) : Duration.ZERO;
	}

	/**
	 * Return how many messages are here that are not done with.
	 * @return the number of messages
	 */
	int size() {
		return this.arrivals.size();
	}

	/**
	 * Return whether there may be more to take.
	 * @return {@code false} at the end
	 */
	boolean isOpen() {
		return !this.ended && !this.discarded;
	}

	boolean isDiscarded() {
		return this.discarded;
	}

	/**
	 * Let nothing more in. What is here already can still be taken.
	 */
	void drain() {
		cancel();
		this.queue.add(END);
	}

	/**
	 * Let nothing more in, and forget what is here: it comes again.
	 */
	void discard() {
		this.discarded = true;
		drain();
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(CAPACITY);
	}

	@Override
	protected void hookOnNext(MessageSource.Incoming incoming) {
		if (incoming.event() instanceof StreamEvent.Message) {
			this.arrivals.add(this.time.nanoTime());
		}
		this.queue.add(incoming);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.queue.add(failure);
	}

	@Override
	protected void hookOnComplete() {
		hookOnError(new IllegalStateException("The source has ended"));
	}

}
