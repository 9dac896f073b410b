package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.internal.Durations;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * One attempt of a call. It ends with its answer, its time-out or its cancel, whichever
 * is first; the latter two let go of its connection. One operator, because each that is
 * put around the exchange is paid for by every call.
 *
 * @param <T> the type of the answer
 */
final class CallAttempt<T> extends MonoOperator<T, T> {

	private final CallRequest<?> request;

	private final OpenedConnection connection;

	private final Duration timeout;

	private final Scheduler timer;

	/**
	 * Create.
	 * @param answer sends the request and reads the answer
	 * @param request what is sent
	 * @param connection the connection of this attempt
	 * @param timeout how long it may take
	 * @param timer runs the time-out
	 */
	CallAttempt(Mono<T> answer, CallRequest<?> request, OpenedConnection connection, Duration timeout,
			Scheduler timer) {
		super(answer);
		this.request = request;
		this.connection = connection;
		this.timeout = timeout;
		this.timer = timer;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Running running = new Running(actual);
		actual.onSubscribe(running);
		running.alarm
			.update(this.timer.schedule(running, Durations.limit(this.timeout).toNanos(), TimeUnit.NANOSECONDS));
		this.source.subscribe(running);
	}

	private final class Running extends Operators.DeferredSubscription implements CoreSubscriber<T>, Runnable {

		private final CoreSubscriber<? super T> actual;

		private final Disposable.Swap alarm = Disposables.swap();

		private final AtomicBoolean ended = new AtomicBoolean();

		private Running(CoreSubscriber<? super T> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			set(subscription);
		}

		@Override
		public void onNext(T answer) {
			if (end()) {
				this.actual.onNext(answer);
				this.actual.onComplete();
			}
			else {
				Operators.onNextDropped(answer, currentContext());
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (end()) {
				this.actual.onError(ConnectionFailures.translate(CallAttempt.this.request.toString(), failure,
						CallAttempt.this.connection.isBegun()));
			}
			else {
				Operators.onErrorDropped(failure, currentContext());
			}
		}

		@Override
		public void onComplete() {
			if (end()) {
				this.actual.onComplete();
			}
		}

		@Override
		public void cancel() {
			if (end()) {
				CallAttempt.this.connection.cancel(super::cancel);
			}
		}

		@Override
		public void run() {
			if (end()) {
				boolean begun = CallAttempt.this.connection.isBegun();
				ApiException refusal = CallAttempt.this.connection.refusal();
				CallAttempt.this.connection.cancel(super::cancel);
				this.actual.onError((refusal != null) ? refusal : ConnectionFailures
					.timeout(CallAttempt.this.request.toString(), CallAttempt.this.timeout, begun));
			}
		}

		private boolean end() {
			boolean first = this.ended.compareAndSet(false, true);
			if (first) {
				this.alarm.dispose();
			}
			return first;
		}

	}

}
