package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.internal.Durations;
import ai.bimpe.client.observation.StreamObservationContext;
import ai.bimpe.client.observation.StreamObservationDocumentation.Events;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/**
 * Lets a few ticket calls of a client be in flight at a time, first come, first served.
 * Thousands of streams that open at once, or come back after an outage, neither storm the
 * server nor leave hundreds of connections behind in the pool of calls.
 * <p>
 * A call that is not answered soon makes room for another, up to a limit, so that some
 * that hang do not hold up those that are answered. When none is answered for the
 * time-out of a call, those that wait fail with it. While calls are answered, those that
 * wait do so for ten time-outs at most, and after one of them a WARN and a meter say so:
 * nothing waits unseen.
 */
final class TicketLimiter {

	private static final int IN_FLIGHT = 8;

	/** With those that have made room. */
	private static final int MOST_IN_FLIGHT = 8 * IN_FLIGHT;

	private static final Duration SOON = Duration.ofSeconds(1);

	/** The longest wait, in time-outs. */
	private static final int LONGEST_WAIT = 10;

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final Scheduler timer;

	private final Queue<Turn> waiting = new ArrayDeque<>();

	/** Whoever raises it from zero gives the turns. */
	private final AtomicInteger signals = new AtomicInteger();

	private int prompt;

	private int inFlight;

	private long answeredAt;

	/** Whether the log says that calls wait, until none does. */
	private boolean reported;

	TicketLimiter(Scheduler timer) {
		this.timer = timer;
	}

	/**
	 * Make a call as soon as few enough are in flight.
	 * @param <T> what the call gives
	 * @param call the call; one that is cancelled while it waits is not made
	 * @param timeout how long to wait at most without any call being answered
	 * @return its result
	 */
	<T> Mono<T> limit(Mono<T> call, Duration timeout) {
		return Mono.create((sink) -> {
			Turn turn = new Turn(Durations.limit(timeout), sink,
					() -> call.contextWrite(sink.contextView())
						.doOnEach(this::answered)
						.subscribe(sink::success, sink::error, sink::success));
			sink.onDispose(turn::end);
			turn.begin();
		});
	}

	private synchronized void answered(Signal<?> signal) {
		if (!(signal.getThrowable() instanceof ApiTimeoutException)) {
			this.answeredAt = now();
		}
	}

	private void giveTurns() {
		if (this.signals.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			for (Turn next = next(); next != null; next = next()) {
				next.call();
			}
			seen = this.signals.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private synchronized @Nullable Turn next() {
		if (this.prompt >= IN_FLIGHT || this.inFlight >= MOST_IN_FLIGHT) {
			return null;
		}
		Turn next = this.waiting.poll();
		if (next == null) {
			this.reported = false;
		}
		else {
			if (this.inFlight == 0) {
				this.answeredAt = now();
			}
			this.prompt++;
			this.inFlight++;
			next.state = State.PROMPT;
		}
		return next;
	}

	private void report(Duration waited) {
		String text;
		synchronized (this) {
			if (this.reported) {
				return;
			}
			this.reported = true;
			text = this.waiting.size() + " streams wait for a ticket, the first of them for " + waited + ", and "
					+ this.inFlight + " calls for tickets are in flight: the server answers them slowly";
		}
		logger.warn(text);
	}

	private long now() {
		return this.timer.now(TimeUnit.NANOSECONDS);
	}

	private enum State {

		/** Has no turn yet. */
		WAITING,

		/** The call was made a moment ago. */
		PROMPT,

		/** The call has made room for another. */
		SLOW,

		/** Answered, failed or cancelled. */
		ENDED

	}

	/**
	 * One call that waits for its turn, or has it.
	 */
	private final class Turn {

		private final Duration timeout;

		private final MonoSink<?> sink;

		private final Supplier<Disposable> call;

		private final Disposable.Swap patience = Disposables.swap();

		private final Disposable.Swap promptness = Disposables.swap();

		private final Disposable.Swap running = Disposables.swap();

		private State state = State.WAITING;

		private long since;

		private boolean late;

		private Turn(Duration timeout, MonoSink<?> sink, Supplier<Disposable> call) {
			this.timeout = timeout;
			this.sink = sink;
			this.call = call;
		}

		private void begin() {
			synchronized (TicketLimiter.this) {
				this.since = now();
				TicketLimiter.this.waiting.add(this);
			}
			giveTurns();
			if (is(State.WAITING)) {
				watch(this.timeout.toNanos());
			}
		}

		private void watch(long nanos) {
			this.patience.update(TicketLimiter.this.timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS));
		}

		// A wait is too long when nothing has moved in it, or when it has no end.
		private void check() {
			long unanswered;
			long left;
			synchronized (TicketLimiter.this) {
				if (this.state != State.WAITING) {
					return;
				}
				long now = now();
				unanswered = this.timeout.toNanos() - (now - Math.max(this.since, TicketLimiter.this.answeredAt));
				left = longest().toNanos() - (now - this.since);
			}
			if (unanswered <= 0) {
				fail("within " + this.timeout + ", in which no ticket was answered");
			}
			else if (left <= 0) {
				fail("within " + longest() + ": tickets are answered too slowly for so many streams");
			}
			else {
				report();
				watch(Math.min(unanswered, left));
			}
		}

		private Duration longest() {
			return Durations.limit(this.timeout.multipliedBy(LONGEST_WAIT));
		}

		private void fail(String why) {
			this.sink.error(new ApiTimeoutException("A stream found no turn for its ticket " + why, null, false));
		}

		private void report() {
			if (this.late) {
				return;
			}
			this.late = true;
			@Nullable Observation connection = this.sink.contextView().getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (connection != null && connection.getContextView() instanceof StreamObservationContext) {
				connection.event(Events.TICKET_DELAYED);
			}
			TicketLimiter.this.report(this.timeout);
		}

		private void call() {
			this.patience.dispose();
			if (is(State.PROMPT)) {
				this.promptness
					.update(TicketLimiter.this.timer.schedule(this::makeRoom, SOON.toNanos(), TimeUnit.NANOSECONDS));
				this.running.update(this.call.get());
			}
		}

		private void makeRoom() {
			synchronized (TicketLimiter.this) {
				if (this.state != State.PROMPT) {
					return;
				}
				this.state = State.SLOW;
				TicketLimiter.this.prompt--;
			}
			giveTurns();
		}

		private boolean is(State state) {
			synchronized (TicketLimiter.this) {
				return this.state == state;
			}
		}

		// Whether it is answered, has failed or is cancelled.
		private void end() {
			synchronized (TicketLimiter.this) {
				State before = this.state;
				this.state = State.ENDED;
				if (before == State.WAITING) {
					TicketLimiter.this.waiting.remove(this);
				}
				else if (before != State.ENDED) {
					TicketLimiter.this.inFlight--;
					TicketLimiter.this.prompt -= (before == State.PROMPT) ? 1 : 0;
				}
			}
			this.patience.dispose();
			this.promptness.dispose();
			this.running.dispose();
			giveTurns();
		}

	}

}
