package ai.bimpe.client.internal.sse;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Subscription that drives a parser by demand. A buffer is copied and released at once,
 * so that pooled memory is never held while the subscriber takes its time.
 *
 * @param <T> what events are turned into
 */
final class EventSubscription<T> implements CoreSubscriber<DataBuffer>, Subscription {

	/** A larger copy is given back once it is used up. */
	private static final int MAX_RETAINED = 16 * 1024;

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<EventSubscription> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(EventSubscription.class, "requested");

	private static final byte[] EMPTY = {};

	private final CoreSubscriber<? super T> actual;

	private final EventHandler<T> handler;

	private final EventStreamParser<T> parser;

	@SuppressWarnings("NullAway.Init")
	private Subscription upstream;

	private byte[] copy = EMPTY;

	/** Signals not yet looked at; who raises it from zero runs the loop. */
	private final AtomicInteger signals = new AtomicInteger();

	private volatile long requested;

	/**
	 * Whether the parser has bytes. It belongs to the source while false, else to the
	 * loop.
	 */
	private final AtomicBoolean fed = new AtomicBoolean();

	private volatile boolean done;

	private volatile boolean cancelled;

	private @Nullable Throwable error;

	/** Whether a buffer has been requested and has not come yet. */
	private boolean awaiting;

	private volatile @Nullable IllegalArgumentException badRequest;

	/**
	 * Whether demand has no bound. From then on the source alone parses and emits, and
	 * the loop is left with the end, before which the source has emitted all.
	 */
	private volatile boolean unbounded;

	EventSubscription(CoreSubscriber<? super T> actual, EventHandler<T> handler, EventStreamParser<T> parser) {
		this.actual = actual;
		this.handler = handler;
		this.parser = parser;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription upstream) {
		if (Operators.validate(this.upstream, upstream)) {
			this.upstream = upstream;
			this.actual.onSubscribe(this);
		}
	}

	@Override
	public void onNext(DataBuffer buffer) {
		try {
			if (this.done || this.cancelled) {
				return;
			}
			if (this.fed.getAcquire()) {
				onError(Operators.onOperatorError(this.upstream, Exceptions.failWithOverflow(), currentContext()));
				return;
			}
			feed(buffer);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
		if (this.unbounded) {
			drain();
		}
		else {
			this.fed.setRelease(true);
			loop();
		}
	}

	private void feed(DataBuffer buffer) {
		int length = buffer.readableByteCount();
		if (this.copy.length < length) {
			this.copy = new byte[length];
		}
		buffer.read(this.copy, 0, length);
		this.parser.feed(this.copy, 0, length);
		this.handler.received();
	}

	@Override
	public void onError(Throwable error) {
		if (this.done || this.cancelled) {
			Operators.onErrorDropped(error, currentContext());
			return;
		}
		this.error = error;
		onComplete();
	}

	@Override
	public void onComplete() {
		this.done = true;
		loop();
	}

	@Override
	public void request(long n) {
		if (n > 0) {
			Operators.addCap(REQUESTED, this, n);
		}
		else {
			this.badRequest = new IllegalArgumentException("Demand must be positive (rule 3.9), but is " + n);
		}
		loop();
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.upstream.cancel();
	}

	private void loop() {
		if (this.signals.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			try {
				emit();
			}
			catch (Throwable ex) {
				end(Operators.onOperatorError(this.upstream, ex, currentContext()));
			}
			seen = this.signals.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void drain() {
		try {
			while (!this.cancelled && this.badRequest == null && this.parser.advance()) {
				T value = this.parser.take();
				if (value != null) {
					this.actual.onNext(value);
				}
			}
		}
		catch (Throwable ex) {
			end(Operators.onOperatorError(this.upstream, ex, currentContext()));
		}
		if (this.cancelled) {
			return;
		}
		if (this.badRequest != null) {
			this.upstream.cancel();
			end(this.badRequest);
		}
		else {
			trim();
			this.handler.requested();
		}
	}

	private void emit() {
		long demand = this.requested;
		long emitted = 0;
		while (!this.cancelled) {
			// Read before 'fed': the source feeds its last buffer before it ends.
			boolean last = this.done;
			if (this.unbounded) {
				if (last) {
					end(this.error);
				}
				break;
			}
			else if (this.badRequest != null) {
				this.upstream.cancel();
				end(this.badRequest);
			}
			else if (!this.fed.getAcquire()) {
				if (last) {
					end(this.error);
				}
				else if (this.awaiting || emitted == demand) {
					break;
				}
				else {
					this.handler.requested();
					this.awaiting = true;
					this.unbounded = demand == Long.MAX_VALUE;
					this.upstream.request(this.unbounded ? Long.MAX_VALUE : 1);
				}
			}
			else if (!this.parser.advance()) {
				usedUp();
			}
			else if (emitted == demand) {
				break;
			}
			else {
				T value = this.parser.take();
				if (value != null) {
					emitted++;
					this.actual.onNext(value);
				}
			}
		}
		Operators.produced(REQUESTED, this, emitted);
	}

	private void usedUp() {
		trim();
		this.awaiting = false;
		this.fed.setRelease(false);
	}

	private void trim() {
		if (this.copy.length > MAX_RETAINED) {
			this.copy = EMPTY;
		}
	}

	private void end(@Nullable Throwable error) {
		this.cancelled = true;
		if (error != null) {
			this.actual.onError(error);
		}
		else {
			if (this.parser.isTruncated()) {
				this.handler.truncated();
			}
			this.actual.onComplete();
		}
	}

}
