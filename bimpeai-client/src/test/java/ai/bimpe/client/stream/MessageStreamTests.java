package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.util.unit.DataSize;

import static ai.bimpe.client.core.RequestOption.header;
import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for message streams against the simulator, over real HTTP.
 */
class MessageStreamTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Simulator simulator = Streaming.simulator(Duration.ofMillis(50));

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final List<StreamMessage> received = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private ReactiveBimpeAI client = Streaming.client(this.simulator).build();

	@BeforeEach
	void forgetSetup() {
		this.simulator.clearRequests();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
	}

	@Test
	void messagesArriveAsTheyAreSaid() {
		listen(StreamOptions.create());
		this.conversation.receives("one");
		this.conversation.says("two");
		awaitTexts("one", "two");
		assertThat(this.received.get(0).conversationId()).isEqualTo(this.conversation.id());
		assertThat(this.received.get(0).role()).hasToString("user");
		assertThat(this.received.get(1).role()).hasToString("assistant");
		assertThat(this.received.get(0).createdAt()).isNotNull();
	}

	@Test
	void aStreamThatIsDroppedGoesOnWithoutLossAndWithoutRepeat() {
		this.simulator.on("streamMessages").times(3).dropAfterEvents(2);
		listen(StreamOptions.create());
		List<String> texts = say(9);
		awaitTexts(texts.toArray(String[]::new));
		assertThat(this.simulator.streamsOpened()).isEqualTo(4);
	}

	@Test
	void aMessageThatComesWhileTheStreamIsAwayIsNotLostEvenWhenItIsTheFirst() {
		listen(StreamOptions.create());
		this.simulator.on("issueStreamTicket").times(2).respond(503);
		this.simulator.dropStreams();
		this.conversation.receives("one");
		awaitTexts("one");
	}

	@Test
	void aServerThatReplaysTheCursorItselfRepeatsNothing() {
		this.simulator.settings().replayInclusive(true);
		this.simulator.on("streamMessages").times(3).dropAfterEvents(2);
		listen(StreamOptions.create().after(this.conversation.receives("before").id()));
		List<String> texts = say(9);
		awaitTexts(texts.toArray(String[]::new));
	}

	@Test
	void eventsThatAreSentTwiceAreDeliveredOnce() {
		this.simulator.on("streamMessages").duplicateEvents();
		listen(StreamOptions.create());
		List<String> texts = say(5);
		awaitTexts(texts.toArray(String[]::new));
	}

	@Test
	void everyConnectionHasATicketOfItsOwnAndResumesAfterTheLastMessage() {
		this.simulator.on("streamMessages").times(2).dropAfterEvents(1);
		listen(StreamOptions.create());
		say(3);
		await().atMost(TIMEOUT).until(() -> this.received.size() == 3);
		List<RecordedRequest> opened = this.simulator.requests("streamMessages");
		assertThat(opened).extracting((request) -> request.query("ticket"))
			.doesNotContainNull()
			.doesNotHaveDuplicates();
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(opened.size());
		assertThat(opened).extracting((request) -> request.query("after"))
			.startsWith(null, this.received.get(0).id(), this.received.get(1).id());
		assertThat(opened).extracting((request) -> request.header("Last-Event-ID")).containsOnlyNulls();
	}

	@Test
	void aStreamIsOpenedWithTheTicketAloneAndNoHeaderOfTheApplication() {
		this.client.close();
		this.client = Streaming.client(this.simulator).defaultHeader("X-Team", "red").build();
		Disposable listening = this.client.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create(),
					header("X-Call", "blue"))
			.subscribe();
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		listening.dispose();
		RecordedRequest opened = this.simulator.requests("streamMessages").get(0);
		assertThat(opened.headers().keySet()).map(String::toLowerCase)
			.doesNotContain("authorization", "x-api-key", "x-team", "x-call", "x-request-id", "idempotency-key");
		assertThat(opened.header("Accept")).isEqualTo("text/event-stream");
		assertThat(opened.header("User-Agent")).startsWith("bimpeai-java/");
		RecordedRequest ticket = this.simulator.requests("issueStreamTicket").get(0);
		assertThat(ticket.header("Authorization")).isNotBlank();
		assertThat(ticket.header("X-Call")).isEqualTo("blue");
	}

	@Test
	void theFiltersAndHeadersOfTheApplicationsWebClientNeverSeeTheTicket() {
		List<String> seen = new CopyOnWriteArrayList<>();
		this.client.close();
		this.client = Streaming.client(this.simulator)
			.webClientBuilder(org.springframework.web.reactive.function.client.WebClient.builder()
				.defaultHeader("X-Team", "red")
				.filter((request, next) -> {
					seen.add(request.url() + " " + request.headers());
					return next.exchange(request);
				}))
			.build();
		listen(StreamOptions.create());
		assertThat(seen).hasSize(1).noneMatch((request) -> request.contains("ticket="));
		assertThat(seen).noneMatch((request) -> request.contains(this.simulator.apiKey()));
		RecordedRequest opened = this.simulator.requests("streamMessages").get(0);
		assertThat(opened.header("X-Team")).isNull();
		assertThat(opened.header("X-Default")).isNull();
		assertThat(opened.header("Cookie")).isNull();
	}

	@Test
	void heartbeatsAreEventsButNoMessages() {
		StepVerifier
			.create(messages(StreamOptions.create()).events().filter(StreamEvent.Heartbeat.class::isInstance).take(3))
			.expectNextCount(3)
			.expectComplete()
			.verify(TIMEOUT);
		listen(StreamOptions.create());
		this.conversation.receives("one");
		awaitTexts("one");
	}

	@Test
	void cancellingClosesTheConnectionAtTheServer() {
		Disposable listening = listen(StreamOptions.create());
		listening.dispose();
		this.simulator.awaitOpenStreams(0, TIMEOUT);
		this.conversation.receives("unheard");
		assertThat(this.received).isEmpty();
	}

	@Test
	void cancellingDropsNoErrorIntoTheLog() {
		List<Throwable> dropped = new CopyOnWriteArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			for (int i = 0; i < 100; i++) {
				listen(StreamOptions.create()).dispose();
				this.simulator.awaitOpenStreams(0, TIMEOUT);
			}
			await().during(Duration.ofMillis(200)).atMost(TIMEOUT).until(dropped::isEmpty);
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	@Test
	void aServerThatEndsTheStreamEndsItWhenReconnectingIsOff() {
		this.simulator.on("streamMessages").endAfterEvents(1);
		this.conversation.receives("zero");
		StreamOptions options = StreamOptions.create().reconnect(false).after(Instant.EPOCH);
		StepVerifier.create(messages(options).events().filter((event) -> !(event instanceof StreamEvent.Heartbeat)))
			.expectNext(new StreamEvent.Connected(0))
			.expectNextMatches(StreamEvent.Message.class::isInstance)
			.expectNext(new StreamEvent.Ended())
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(this.simulator.streamsOpened()).isEqualTo(1);
	}

	@Test
	void aLostConnectionIsAnErrorWhenReconnectingIsOff() {
		this.simulator.on("streamMessages").dropAfterEvents(1);
		this.conversation.receives("zero");
		StepVerifier.create(messages(StreamOptions.create().reconnect(false).after(Instant.EPOCH)))
			.expectNextCount(1)
			.expectError(ApiConnectionException.class)
			.verify(TIMEOUT);
	}

	@Test
	void aHalfOpenConnectionIsFoundAndReplaced() {
		VirtualTimeScheduler timer = stopTime();
		this.simulator.on("streamMessages").times(1).silentAfterEvents(1);
		List<StreamEvent> events = new CopyOnWriteArrayList<>();
		Disposable listening = messages(StreamOptions.create()).events().subscribe(events::add);
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		say(3);
		await().atMost(TIMEOUT).until(() -> messagesOf(events).size() == 1);
		advance(timer, Duration.ofSeconds(1),
				() -> events.stream().anyMatch(StreamEvent.Reconnecting.class::isInstance));
		advance(timer, Duration.ofMillis(1), () -> messagesOf(events).size() == 3);
		listening.dispose();
		assertThat(events).filteredOn(StreamEvent.Reconnecting.class::isInstance)
			.singleElement()
			.satisfies((event) -> assertThat(((StreamEvent.Reconnecting) event).cause())
				.isInstanceOf(ApiTimeoutException.class));
	}

	@Test
	void theWatchdogCanBeSwitchedOff() {
		VirtualTimeScheduler timer = stopTime();
		this.simulator.settings().heartbeatInterval(Duration.ofHours(1));
		listen(StreamOptions.create().idleTimeout(Duration.ZERO));
		timer.advanceTimeBy(Duration.ofHours(1));
		this.conversation.receives("one");
		awaitTexts("one");
		assertThat(this.simulator.streamsOpened()).isEqualTo(1);
	}

	@Test
	void aServerThatAcceptsTheConnectionButNeverAnswersIsGivenUp() {
		VirtualTimeScheduler timer = stopTime();
		this.simulator.on("streamMessages").times(1).hang();
		List<StreamEvent> events = new CopyOnWriteArrayList<>();
		Disposable listening = messages(StreamOptions.create()).events().subscribe(events::add);
		this.simulator.awaitRequests("streamMessages", 1, TIMEOUT);
		timer.advanceTimeBy(BimpeAIBuilder.DEFAULT_TIMEOUT);
		advance(timer, Duration.ofMillis(1), () -> events.contains(new StreamEvent.Connected(0)));
		listening.dispose();
		assertThat(this.simulator.count("streamMessages")).isEqualTo(2);
	}

	@Test
	void messagesAfterAnIdOrATimeAreReplayedFirst() {
		this.conversation.receives("one");
		String second = this.conversation.receives("two").id();
		this.conversation.receives("three");
		listen(StreamOptions.create().after(second));
		this.conversation.receives("four");
		awaitTexts("three", "four");
		StepVerifier.create(messages(StreamOptions.create().after(Instant.EPOCH)).map(StreamMessage::message).take(4))
			.expectNext("one", "two", "three", "four")
			.expectComplete()
			.verify(TIMEOUT);
	}

	@Test
	void aBadEventIsSkippedAndReportedAndTheStreamGoesOn() {
		this.simulator.on("streamMessages").malformedBefore(2);
		expectSkippedBetweenTwoMessages(StreamEvent.Skipped.Reason.MALFORMED);
	}

	@Test
	void anEventThatIsTooLargeIsSkippedAndReportedAndTheStreamGoesOn() {
		this.client.close();
		this.client = Streaming.client(this.simulator).maxEventSize(DataSize.ofKilobytes(2)).build();
		this.simulator.on("streamMessages").oversizeBefore(2, 10_000);
		expectSkippedBetweenTwoMessages(StreamEvent.Skipped.Reason.TOO_LARGE);
	}

	@Test
	void theRetryFieldOfTheServerIsTheShortestWait() {
		exactWaits();
		this.simulator.on("streamMessages").times(1).retryField("120").dropAfterEvents(1);
		this.conversation.receives("one");
		StepVerifier
			.create(messages(StreamOptions.create().after(Instant.EPOCH)).events()
				.ofType(StreamEvent.Reconnecting.class)
				.next())
			.assertNext((event) -> assertThat(event.delay()).isEqualTo(Duration.ofMillis(127)))
			.expectComplete()
			.verify(TIMEOUT);
	}

	@Test
	void aFreshTicketThatIsRefusedIsTriedOnceMore() {
		this.simulator.on("streamMessages").times(1).respond(401);
		listen(StreamOptions.create());
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(2);
	}

	@Test
	void aFreshTicketThatIsRefusedTwiceEndsTheStream() {
		this.simulator.on("streamMessages").respond(401);
		expectEnd(AuthenticationException.class);
		assertThat(this.simulator.count("streamMessages")).isEqualTo(2);
	}

	@Test
	void freshTicketsThatAreRefusedBeforeAndAfterAnOutageDoNotEndTheStream() {
		this.simulator.on("streamMessages").times(1).respond(401);
		this.simulator.on("streamMessages").times(1).respond(503);
		this.simulator.on("streamMessages").times(1).respond(401);
		listen(StreamOptions.create());
		assertThat(this.simulator.count("streamMessages")).isEqualTo(4);
	}

	@Test
	void aKeyThatIsRefusedEndsTheStreamAtOnce() {
		this.simulator.on("issueStreamTicket").respond(401);
		expectEnd(AuthenticationException.class);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(1);
	}

	@Test
	void forbiddenAndNotFoundEndTheStreamAtOnce() {
		this.simulator.on("streamMessages").times(1).respond(403);
		expectEnd(PermissionDeniedException.class);
		this.simulator.on("streamMessages").times(1).respond(404);
		expectEnd(NotFoundException.class);
		StepVerifier.create(this.client.conversations().messages().stream("nobody", "nothing", StreamOptions.create()))
			.expectError(NotFoundException.class)
			.verify(TIMEOUT);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(3);
	}

	@Test
	void tooManyStreamsEndAStreamUnlessItMayWait() {
		exactWaits();
		this.simulator.on("streamMessages").times(1).respond(429, "too_many_streams").retryAfter(Duration.ofSeconds(1));
		expectEnd(RateLimitException.class);
		this.simulator.on("streamMessages").times(1).respond(429, "too_many_streams").retryAfter(Duration.ofSeconds(1));
		StepVerifier
			.create(messages(StreamOptions.create().retryWhenBusy(true)).events()
				.filter((event) -> !(event instanceof StreamEvent.Heartbeat)))
			.assertNext((event) -> assertThat(((StreamEvent.Reconnecting) event).delay())
				.isEqualTo(Duration.ofMillis(1007)))
			.expectNextMatches(StreamEvent.Connected.class::isInstance)
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void failuresInARowSpendTheBudgetAndTheTicketCallAddsNoneOfItsOwn() {
		this.simulator.on("issueStreamTicket").respond(503);
		StepVerifier.create(messages(StreamOptions.create().maxRetries(3)))
			.expectError(InternalServerException.class)
			.verify(TIMEOUT);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(4);
	}

	@Test
	void aRetryPolicyForCallsAddsNoTicketCallsToAStream() {
		this.client.close();
		this.client = Streaming.client(this.simulator).retryPolicy(new SimpleRetryPolicy(10)).build();
		this.simulator.on("issueStreamTicket").respond(503);
		StepVerifier.create(messages(StreamOptions.create().maxRetries(1)))
			.expectError(InternalServerException.class)
			.verify(TIMEOUT);
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(2);
	}

	@Test
	void anAnswerWithoutATicketIsAnErrorEvenWhenReconnectingIsOff() {
		this.simulator.on("issueStreamTicket").respondRaw(201, "application/json", "{\"message\":\"x\",\"data\":{}}");
		StepVerifier.create(messages(StreamOptions.create().reconnect(false)))
			.expectErrorSatisfies((ex) -> assertThat(ex).hasMessageContaining("no ticket"))
			.verify(TIMEOUT);
	}

	@Test
	void retryAfterOfTheTicketCallIsHonoured() {
		exactWaits();
		this.simulator.on("issueStreamTicket").times(1).respond(429).retryAfter(Duration.ofSeconds(1));
		StepVerifier.create(messages(StreamOptions.create()).events().ofType(StreamEvent.Reconnecting.class).next())
			.assertNext((event) -> assertThat(event.delay()).isEqualTo(Duration.ofMillis(1007)))
			.expectComplete()
			.verify(TIMEOUT);
	}

	@Test
	void connectionsThatEndAtOnceSpendTheBudget() {
		this.simulator.on("streamMessages").endAfterEvents(0);
		StepVerifier.create(messages(StreamOptions.create().maxRetries(2)))
			.expectError(StreamDisconnectedException.class)
			.verify(TIMEOUT);
		assertThat(this.simulator.streamsOpened()).isEqualTo(3);
	}

	@Test
	void aQuietConversationLivesForEverBecauseHeartbeatsRefillTheBudget() {
		List<StreamEvent> events = new CopyOnWriteArrayList<>();
		Disposable listening = messages(StreamOptions.create().maxRetries(1)).events().subscribe(events::add);
		for (int i = 0; i < 4; i++) {
			awaitHeartbeat(events, i);
			this.simulator.dropStreams();
		}
		awaitHeartbeat(events, 4);
		assertThat(listening.isDisposed()).isFalse();
		listening.dispose();
	}

	@Test
	void aMessageWithoutIdIsDeliveredAndDoesNotMoveTheCursor() {
		this.simulator.on("streamMessages").times(1).withoutId(2).dropAfterEvents(2);
		listen(StreamOptions.create());
		this.conversation.receives("one");
		this.conversation.receives("two");
		this.conversation.receives("three");
		await().atMost(TIMEOUT).until(() -> texts().contains("three"));
		assertThat(texts()).startsWith("one", "two").endsWith("three");
	}

	@Test
	void aStreamIsOpenedAnewForEverySubscriber() {
		MessageFlux messages = messages(StreamOptions.create());
		assertThat(this.simulator.requests()).isEmpty();
		Disposable one = messages.subscribe();
		Disposable two = messages.subscribe();
		this.simulator.awaitOpenStreams(2, TIMEOUT);
		one.dispose();
		two.dispose();
	}

	@Test
	void cancellingWhileTheStreamWaitsStopsItForGood() {
		this.client.close();
		this.client = Streaming.client(this.simulator)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofSeconds(5)))
			.build();
		this.simulator.on("issueStreamTicket").respond(429).retryAfter(Duration.ofSeconds(2));
		CompletableFuture<StreamEvent> waiting = new CompletableFuture<>();
		Disposable listening = messages(StreamOptions.create()).events().subscribe(waiting::complete);
		await().atMost(TIMEOUT).until(waiting::isDone);
		listening.dispose();
		this.simulator.clearFaults();
		await().during(Duration.ofSeconds(3))
			.atMost(TIMEOUT)
			.until(() -> this.simulator.count("issueStreamTicket") == 1);
	}

	@Test
	void cancellingWhileTheTicketIsOnItsWayOpensNothing() {
		this.simulator.on("issueStreamTicket").hang();
		Disposable listening = messages(StreamOptions.create()).subscribe();
		this.simulator.awaitRequests("issueStreamTicket", 1, TIMEOUT);
		listening.dispose();
		assertThat(this.simulator.count("streamMessages")).isZero();
	}

	@Test
	void aConsumerThatStopsIsNotTakenForASilentServer() {
		VirtualTimeScheduler timer = stopTime();
		StepVerifier.create(messages(StreamOptions.create()).events(), 1)
			.expectNextMatches(StreamEvent.Connected.class::isInstance)
			.then(() -> timer.advanceTimeBy(StreamOptions.DEFAULT_IDLE_TIMEOUT.multipliedBy(4)))
			.thenRequest(1)
			.expectNextMatches(StreamEvent.Heartbeat.class::isInstance)
			.thenCancel()
			.verify(TIMEOUT);
		assertThat(this.simulator.streamsOpened()).isEqualTo(1);
	}

	@Test
	void aConsumerThatBlocksIsNotTakenForASilentServer() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch longSilence = new CountDownLatch(1);
		AtomicInteger heartbeats = new AtomicInteger();
		try (ReactiveBimpeAI patient = Streaming.client(this.simulator).scheduler(timer).build()) {
			Disposable listening = Streaming.messages(patient, this.conversation, StreamOptions.create())
				.events()
				.ofType(StreamEvent.Heartbeat.class)
				.subscribe((heartbeat) -> {
					blocked.countDown();
					assertThat(longSilence).satisfies(CountDownLatch::await);
					heartbeats.incrementAndGet();
				});
			await().atMost(TIMEOUT).until(() -> blocked.getCount() == 0);
			timer.advanceTimeBy(StreamOptions.DEFAULT_IDLE_TIMEOUT.multipliedBy(4));
			longSilence.countDown();
			await().atMost(TIMEOUT).until(() -> heartbeats.get() >= 30);
			listening.dispose();
		}
		assertThat(this.simulator.streamsOpened()).isEqualTo(1);
	}

	@Test
	void closingTheClientEndsItsStreamsWithAnError() {
		listen(StreamOptions.create());
		this.client.close();
		await().atMost(TIMEOUT).until(this.end::isCompletedExceptionally);
		assertThat(this.end).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(UserException.class);
		this.simulator.awaitOpenStreams(0, TIMEOUT);
	}

	@Test
	void closingTheClientEndsAStreamThatWaits() {
		this.simulator.on("issueStreamTicket").respond(429).retryAfter(Duration.ofSeconds(50));
		CompletableFuture<StreamEvent> waiting = new CompletableFuture<>();
		messages(StreamOptions.create()).events()
			.subscribe(waiting::complete, this.end::completeExceptionally, () -> this.end.complete(null));
		await().atMost(TIMEOUT).until(waiting::isDone);
		this.client.close();
		assertThat(this.end).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(UserException.class);
	}

	@Test
	void anIdempotencyKeyIsRefusedBecauseEveryConnectionNeedsANewTicket() {
		StepVerifier.create(this.client.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create(), idempotencyKey("k")))
			.expectError(UserException.class)
			.verify(TIMEOUT);
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void anAnswerThatIsNoEventStreamEndsTheStream() {
		this.simulator.on("streamMessages").respondRaw(200, "text/html", "<html>SECRET</html>");
		StepVerifier.create(messages(StreamOptions.create()))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).hasMessageContaining("no event stream").hasMessageNotContaining("SECRET"))
			.verify(TIMEOUT);
	}

	@Test
	void noExceptionOfAStreamHoldsTheTicketOrTheKey() {
		this.simulator.on("streamMessages").resetConnection();
		List<Throwable> causes = new ArrayList<>();
		StepVerifier.create(messages(StreamOptions.create().maxRetries(1)).events().doOnNext((event) -> {
			if (event instanceof StreamEvent.Reconnecting reconnecting) {
				causes.add(reconnecting.cause());
			}
		})).thenConsumeWhile((event) -> true).expectErrorSatisfies(causes::add).verify(TIMEOUT);
		String ticket = this.simulator.requests("streamMessages").get(0).query("ticket");
		java.io.StringWriter trace = new java.io.StringWriter();
		causes.forEach((cause) -> cause.printStackTrace(new java.io.PrintWriter(trace)));
		assertThat(causes).hasSize(2);
		assertThat(trace.toString()).doesNotContain(ticket).doesNotContain(this.simulator.apiKey());
	}

	// No pause of this machine is taken for silence then.
	private void exactWaits() {
		this.client.close();
		this.client = Streaming.client(this.simulator, 7).build();
	}

	private VirtualTimeScheduler stopTime() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		this.client.close();
		this.client = Streaming.client(this.simulator).scheduler(timer).build();
		return timer;
	}

	private static void advance(VirtualTimeScheduler timer, Duration step, Callable<Boolean> until) {
		await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> {
			timer.advanceTimeBy(step);
			return until.call();
		});
	}

	private MessageFlux messages(StreamOptions options) {
		return Streaming.messages(this.client, this.conversation, options);
	}

	private Disposable listen(StreamOptions options) {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		Disposable listening = messages(options).events().subscribe((event) -> {
			if (event instanceof StreamEvent.Message message) {
				this.received.add(message.message());
			}
			else if (event instanceof StreamEvent.Connected) {
				connected.complete(null);
			}
		}, this.end::completeExceptionally, () -> this.end.complete(null));
		assertThat(connected).succeedsWithin(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		return listening;
	}

	private void expectEnd(Class<? extends BimpeAIException> type) {
		StepVerifier.create(messages(StreamOptions.create())).expectError(type).verify(TIMEOUT);
	}

	private void expectSkippedBetweenTwoMessages(StreamEvent.Skipped.Reason reason) {
		this.conversation.receives("one");
		this.conversation.receives("two");
		StepVerifier
			.create(messages(StreamOptions.create().after(Instant.EPOCH)).events()
				.filter((event) -> event instanceof StreamEvent.Skipped || event instanceof StreamEvent.Message))
			.expectNextMatches(StreamEvent.Message.class::isInstance)
			.expectNextMatches((event) -> event instanceof StreamEvent.Skipped skipped && skipped.reason() == reason)
			.expectNextMatches(StreamEvent.Message.class::isInstance)
			.thenCancel()
			.verify(TIMEOUT);
	}

	private List<String> say(int count) {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add("m" + i);
			this.conversation.receives("m" + i);
		}
		return texts;
	}

	private void awaitTexts(String... texts) {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(texts()).containsExactly(texts));
	}

	private List<String> texts() {
		return this.received.stream().map((message) -> String.valueOf(message.message())).toList();
	}

	private static List<StreamEvent> messagesOf(List<StreamEvent> events) {
		return events.stream().filter(StreamEvent.Message.class::isInstance).toList();
	}

	// Heartbeats of the connection before may still have been on their way.
	private static void awaitHeartbeat(List<StreamEvent> events, long reconnects) {
		await().atMost(TIMEOUT)
			.until(() -> events.stream()
				.dropWhile((event) -> !event.equals(new StreamEvent.Connected(reconnects)))
				.anyMatch(StreamEvent.Heartbeat.class::isInstance));
	}

}
