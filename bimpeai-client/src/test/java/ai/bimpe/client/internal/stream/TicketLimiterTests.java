package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.IntStream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.observation.StreamObservationContext;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.stream.Streaming;
import ai.bimpe.client.support.Wire;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the number of tickets that many streams ask for at a time.
 */
class TicketLimiterTests {

	private static final int IN_FLIGHT = 8;

	private static final int STREAMS = 5 * IN_FLIGHT;

	private static final int MOST = 8 * IN_FLIGHT;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final Wire wire = new Wire();

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	@Test
	void manyStreamsThatOpenAtOnceAskForAFewTicketsAtATime() {
		TicketServer server = new TicketServer();
		this.wire.server().setDispatcher(server);
		try (ReactiveBimpeAI client = this.wire.reactive().build()) {
			List<StreamEvent> ends = Flux.range(0, STREAMS)
				.flatMap((i) -> events(client, "agt_1", "cnv_" + i, once()).last(), STREAMS)
				.collectList()
				.block(TIMEOUT);
			assertThat(ends).hasSize(STREAMS)
				.allSatisfy((end) -> assertThat(end).isInstanceOf(StreamEvent.Ended.class));
			assertThat(server.most.get()).isEqualTo(IN_FLIGHT);
		}
	}

	@Test
	void aStreamThatIsCancelledBeforeItsTurnAsksForNoTicket() {
		try (Simulator simulator = Streaming.simulator(Duration.ofMillis(50));
				ReactiveBimpeAI client = Streaming.client(simulator).build()) {
			SimulatedAgent agent = simulator.newAgent("Pia");
			SimulatedConversation quick = agent.newConversation();
			List<Disposable> first = IntStream.range(0, IN_FLIGHT).mapToObj((i) -> {
				SimulatedConversation hanging = agent.newConversation();
				simulator.on("issueStreamTicket").whenPathContains(hanging.id()).hang();
				return events(client, agent.id(), hanging.id(), StreamOptions.create()).subscribe();
			}).toList();
			simulator.awaitRequests("issueStreamTicket", IN_FLIGHT, TIMEOUT);
			events(client, agent.id(), agent.newConversation().id(), StreamOptions.create()).subscribe().dispose();
			CompletableFuture<StreamEvent> connected = new CompletableFuture<>();
			Disposable last = events(client, agent.id(), quick.id(), StreamOptions.create())
				.subscribe(connected::complete);
			first.get(0).dispose();
			assertThat(connected).succeedsWithin(TIMEOUT).isInstanceOf(StreamEvent.Connected.class);
			assertThat(simulator.requests("issueStreamTicket")).hasSize(IN_FLIGHT + 1);
			last.dispose();
			first.forEach(Disposable::dispose);
		}
	}

	@Test
	void ticketsThatAreRefusedGiveTheirTurnToOthers() {
		try (Simulator simulator = Streaming.simulator(Duration.ofMillis(50));
				ReactiveBimpeAI client = Streaming.client(simulator).build()) {
			SimulatedAgent agent = simulator.newAgent("Pia");
			SimulatedConversation conversation = agent.newConversation();
			simulator.on("issueStreamTicket").times(STREAMS).respond(403);
			for (int i = 0; i < STREAMS; i++) {
				assertThat(events(client, agent.id(), conversation.id(), once()).materialize().blockLast(TIMEOUT))
					.matches((signal) -> signal.isOnError());
			}
			assertThat(events(client, agent.id(), conversation.id(), once()).blockFirst(TIMEOUT))
				.isInstanceOf(StreamEvent.Connected.class);
		}
	}

	@Test
	void callsThatHangHoldTheOthersUpForASecondAndNotForTheirTimeout() {
		List<String> called = new ArrayList<>();
		TicketLimiter limiter = new TicketLimiter(this.timer);
		List<Disposable> hanging = IntStream.range(0, IN_FLIGHT)
			.mapToObj((i) -> limiter.limit(call("hanging", called, Mono.never()), TIMEOUT).subscribe())
			.toList();
		CompletableFuture<String> healthy = limiter.limit(call("healthy", called, Mono.just("ticket")), TIMEOUT)
			.toFuture();
		assertThat(called).hasSize(IN_FLIGHT);
		this.timer.advanceTimeBy(Duration.ofMillis(999));
		assertThat(healthy).isNotDone();
		this.timer.advanceTimeBy(Duration.ofMillis(1));
		assertThat(healthy).isCompletedWithValue("ticket");
		hanging.forEach(Disposable::dispose);
	}

	@Test
	void whenNoTicketIsAnsweredAllStreamsReportThatWithinTheTimeout() {
		List<String> called = new ArrayList<>();
		TicketLimiter limiter = new TicketLimiter(this.timer);
		Mono<Object> late = Mono.never()
			.timeout(TIMEOUT, Mono.error(() -> new ApiTimeoutException("late", null, true)), this.timer);
		List<CompletableFuture<Object>> streams = IntStream.range(0, 1000)
			.mapToObj((i) -> limiter.limit(call("c" + i, called, late), TIMEOUT).toFuture())
			.toList();
		this.timer.advanceTimeBy(TIMEOUT);
		assertThat(called).hasSizeBetween(MOST, MOST + IN_FLIGHT);
		assertThat(streams).filteredOn((stream) -> !stream.isDone()).hasSizeLessThanOrEqualTo(MOST);
		assertThat(streams.get(999)).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(ApiTimeoutException.class)
			.withMessageContaining("turn");
	}

	@Test
	void aWaitIsAsLongAsNeededWhileTicketsAreAnswered() {
		TicketLimiter limiter = new TicketLimiter(this.timer);
		List<CompletableFuture<Long>> streams = IntStream.range(0, 2000)
			.mapToObj((i) -> limiter.limit(Mono.delay(Duration.ofMillis(500), this.timer), TIMEOUT).toFuture())
			.toList();
		this.timer.advanceTimeBy(TIMEOUT.multipliedBy(10));
		assertThat(streams).allMatch((stream) -> stream.isDone() && !stream.isCompletedExceptionally());
	}

	@Test
	void aWaitEndsAfterTenTimeoutsThoughTicketsAreAnswered() {
		TicketLimiter limiter = new TicketLimiter(this.timer);
		List<CompletableFuture<Long>> streams = IntStream.range(0, 2000)
			.mapToObj((i) -> limiter.limit(Mono.delay(TIMEOUT.minusSeconds(1), this.timer), TIMEOUT).toFuture())
			.toList();
		this.timer.advanceTimeBy(TIMEOUT.multipliedBy(10).minusMillis(1));
		assertThat(streams.get(0)).isCompleted();
		assertThat(streams.get(1999)).isNotDone();
		this.timer.advanceTimeBy(Duration.ofMillis(1));
		assertThat(streams.get(1999)).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(ApiTimeoutException.class, (failure) -> assertThat(failure.isRetryable()).isTrue())
			.withMessageContaining("within PT3M20S: tickets are answered too slowly for so many streams");
	}

	@Test
	void aWaitThatIsLongIsReportedOnceByTheLogAndForEachStreamByAMeter() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		Observation connection = Observation.start("connection",
				() -> new StreamObservationContext("default", "agt_1", "cnv_1"), observations);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.client");
		log.start();
		logger.addAppender(log);
		try {
			TicketLimiter limiter = new TicketLimiter(this.timer);
			for (int burst = 0; burst < 2; burst++) {
				for (int i = 0; i < 2 * MOST; i++) {
					limiter.limit(Mono.delay(TIMEOUT.minusSeconds(1), this.timer), TIMEOUT)
						.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, connection))
						.subscribe();
				}
				this.timer.advanceTimeBy(TIMEOUT.multipliedBy(5));
			}
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).hasSize(2)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).matches(
					"\\d+ streams wait for a ticket, the first of them for PT20S, and \\d+ calls for tickets are in "
							+ "flight: the server answers them slowly"));
		assertThat(meters.get("connection.ticket.delayed").counter().count()).isPositive();
	}

	@Test
	void turnsAreGivenInOrderAndACancelledOneIsPassedOver() {
		List<String> called = new ArrayList<>();
		TicketLimiter limiter = new TicketLimiter(this.timer);
		List<Disposable> first = IntStream.range(0, IN_FLIGHT)
			.mapToObj((i) -> limiter.limit(call("first", called, Mono.never()), TIMEOUT).subscribe())
			.toList();
		Disposable cancelled = limiter.limit(call("cancelled", called, Mono.never()), TIMEOUT).subscribe();
		limiter.limit(call("a", called, Mono.never()), TIMEOUT).subscribe();
		limiter.limit(call("b", called, Mono.never()), TIMEOUT).subscribe();
		cancelled.dispose();
		first.forEach(Disposable::dispose);
		assertThat(called.subList(IN_FLIGHT, called.size())).containsExactly("a", "b");
	}

	private static <T> Mono<T> call(String name, List<String> called, Mono<T> result) {
		return Mono.defer(() -> {
			called.add(name);
			return result;
		});
	}

	private static StreamOptions once() {
		return StreamOptions.create().reconnect(false);
	}

	private static Flux<StreamEvent> events(ReactiveBimpeAI client, String agentId, String conversationId,
			StreamOptions options) {
		return client.conversations().messages().stream(agentId, conversationId, options).events();
	}

	/**
	 * Answers tickets when as many are asked for as may be, and then each after a while
	 * in which more could come.
	 */
	private static final class TicketServer extends Dispatcher {

		private final CountDownLatch enough = new CountDownLatch(IN_FLIGHT);

		private final CountDownLatch tooMany = new CountDownLatch(1);

		private final AtomicInteger asked = new AtomicInteger();

		private final LongAccumulator most = new LongAccumulator(Math::max, 0);

		@Override
		public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
			if (request.getTarget().contains("/stream?")) {
				return new MockResponse.Builder().setHeader("Content-Type", "text/event-stream").body(":\n\n").build();
			}
			int now = this.asked.incrementAndGet();
			this.most.accumulate(now);
			this.enough.countDown();
			if (now > IN_FLIGHT) {
				this.tooMany.countDown();
			}
			assertThat(this.enough.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			this.tooMany.await(100, TimeUnit.MILLISECONDS);
			this.asked.decrementAndGet();
			return Wire.json(200, "{\"message\":\"Success\",\"data\":{\"ticket\":\"tkt_1\",\"expires_in\":60}}")
				.build();
		}

	}

}
