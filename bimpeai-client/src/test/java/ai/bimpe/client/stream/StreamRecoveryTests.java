package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.support.MutableClock;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a stream does between two connections: tickets, waits and the budget.
 */
class StreamRecoveryTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Simulator simulator = Streaming.simulator(Duration.ZERO);

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private ReactiveBimpeAI client = Streaming.client(this.simulator).build();

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
	}

	@Test
	void ticketRequestsOverAWholeOutageAreAsManyAsAttempts() {
		listen(StreamOptions.create().maxRetries(6));
		awaitConnected(1);
		this.simulator.on("issueStreamTicket").times(3).respond(503);
		this.simulator.on("streamMessages").times(2).respond(502);
		this.simulator.dropStreams();
		awaitConnected(2);
		assertThat(reconnects()).extracting(StreamEvent.Reconnecting::attempt).containsExactly(1, 2, 3, 4, 5, 6);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(7);
		assertThat(this.simulator.count("streamMessages")).isEqualTo(4);
	}

	@Test
	void aTicketThatExpiredOnItsWayIsReplacedAtOnce() {
		this.simulator.settings().ticketLifetime(Duration.ZERO);
		listen(messages(StreamOptions.create()).events()
			.doOnNext((event) -> this.simulator.settings().ticketLifetime(Duration.ofMinutes(1))));
		awaitConnected(1);
		assertThat(reconnects()).singleElement()
			.satisfies((event) -> assertThat(event.delay()).isEqualTo(Duration.ZERO));
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(2);
	}

	@Test
	void noTicketIsKeptOverAWaitOrUsedTwice() {
		MutableClock clock = new MutableClock();
		try (Simulator server = Simulator.builder().clock(clock).start();
				ReactiveBimpeAI client = Streaming.client(server).build()) {
			SimulatedConversation conversation = server.newAgent("Pia").newConversation();
			server.on("streamMessages").times(2).respond(503).retryAfter(Duration.ofSeconds(1));
			// Every ticket that was given before the wait expires.
			listen(Streaming.messages(client, conversation, StreamOptions.create())
				.events()
				.doOnNext((event) -> clock.advance(server.settings().ticketLifetime())));
			awaitConnected(1);
			List<RecordedRequest> opened = server.requests("streamMessages");
			assertThat(opened).hasSize(3).extracting((request) -> request.query("ticket")).doesNotHaveDuplicates();
			assertThat(reconnects()).hasSize(2)
				.allSatisfy((event) -> assertThat(event.cause()).isInstanceOf(InternalServerException.class));
		}
	}

	@Test
	void retryAfterOfARefusedConnectionIsHonoured() {
		exactWaits();
		this.simulator.on("streamMessages").times(1).respond(503).retryAfter(Duration.ofSeconds(1));
		long start = System.nanoTime();
		listen(StreamOptions.create());
		awaitConnected(1);
		assertThat(reconnects()).extracting(StreamEvent.Reconnecting::delay).containsExactly(Duration.ofMillis(1007));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void aWaitThatTheServerMakesTooLongEndsTheStream() {
		this.simulator.on("issueStreamTicket").respond(429).retryAfter(Duration.ofSeconds(61));
		StepVerifier.create(messages(StreamOptions.create())).expectError(RateLimitException.class).verify(TIMEOUT);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(1);
	}

	@Test
	void theRetryFieldOfTheServerCannotStopAStreamForEver() {
		exactWaits();
		this.conversation.receives("one");
		this.simulator.on("streamMessages").retryField("999999999999").endAfterEvents(1);
		listen(StreamOptions.create().after(Instant.EPOCH));
		await().atMost(TIMEOUT).until(() -> !reconnects().isEmpty());
		assertThat(reconnects()).extracting(StreamEvent.Reconnecting::delay).containsExactly(Duration.ofMillis(60_007));
	}

	@Test
	void waitsAreDrawnFromZeroToTheCeiling() {
		this.client.close();
		this.client = Streaming.client(this.simulator)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(4)).withMaxDelay(Duration.ofMillis(4)))
			.build();
		this.simulator.on("issueStreamTicket").respond(503);
		listen(StreamOptions.create().maxRetries(100));
		expectEnd();
		assertThat(reconnects()).hasSize(100)
			.extracting((event) -> event.delay().toMillis())
			.contains(0L, 1L, 2L, 3L, 4L)
			.allMatch((millis) -> millis <= 4);
	}

	@Test
	void aMinuteOfConnectionRefillsTheBudgetThoughNothingIsSaid() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		this.client.close();
		this.client = Streaming.client(this.simulator).scheduler(timer).build();
		listen(StreamOptions.create().maxRetries(1).idleTimeout(Duration.ZERO));
		for (int connections = 1; connections <= 4; connections++) {
			awaitConnected(connections, timer);
			timer.advanceTimeBy(Duration.ofMinutes(1));
			this.simulator.awaitOpenStreams(1, TIMEOUT);
			this.simulator.dropStreams();
		}
		awaitConnected(5, timer);
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		assertThat(this.end).isNotDone();
		// This one did not hold for a minute.
		this.simulator.dropStreams();
		expectEnd();
	}

	@Test
	void connectionsThatSayNothingAndAreLostSoonSpendTheBudget() {
		listen(StreamOptions.create().maxRetries(2));
		for (int connections = 1; connections <= 3; connections++) {
			awaitConnected(connections);
			this.simulator.awaitOpenStreams(1, TIMEOUT);
			this.simulator.dropStreams();
		}
		expectEnd();
		assertThat(this.simulator.streamsOpened()).isEqualTo(3);
	}

	@Test
	void theAfterOfAResumedStreamIsTheOnlyCursor() {
		String start = this.conversation.receives("start").id();
		String next = this.conversation.receives("next").id();
		this.simulator.on("streamMessages").times(1).endAfterEvents(1);
		listen(StreamOptions.create().after(start));
		awaitConnected(2);
		assertThat(reconnects()).singleElement()
			.satisfies((event) -> assertThat(event.cause()).isInstanceOf(StreamDisconnectedException.class));
		assertThat(this.simulator.requests("streamMessages"))
			.extracting((request) -> request.query("after"), (request) -> request.header("Last-Event-ID"))
			.containsExactly(tuple(start, null), tuple(next, null));
	}

	private void exactWaits() {
		this.client.close();
		this.client = Streaming.client(this.simulator, 7).build();
	}

	private MessageFlux messages(StreamOptions options) {
		return Streaming.messages(this.client, this.conversation, options);
	}

	private void listen(StreamOptions options) {
		listen(messages(options).events());
	}

	private void listen(Flux<StreamEvent> stream) {
		stream.subscribe(this.events::add, this.end::completeExceptionally, () -> this.end.complete(null));
	}

	// A cause of ours, or else the end has not come in time.
	private void expectEnd() {
		assertThat(this.end).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(BimpeAIException.class);
	}

	private void awaitConnected(int times) {
		await().atMost(TIMEOUT).until(() -> connections() == times);
	}

	private void awaitConnected(int times, VirtualTimeScheduler timer) {
		await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> {
			timer.advanceTimeBy(Duration.ofMillis(1));
			return connections() == times;
		});
	}

	private long connections() {
		return this.events.stream().filter(StreamEvent.Connected.class::isInstance).count();
	}

	private List<StreamEvent.Reconnecting> reconnects() {
		return this.events.stream()
			.filter(StreamEvent.Reconnecting.class::isInstance)
			.map(StreamEvent.Reconnecting.class::cast)
			.toList();
	}

}
