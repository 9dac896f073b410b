package ai.bimpe.spring.stream.internal.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AgentMessageSource} against the simulator, over HTTP and in real time.
 */
@ExtendWith(OutputCaptureExtension.class)
class AgentMessageSourceTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private static final AgentStreamSettings NOTHING_LIVE = FAST.withActiveWindow(Duration.ofMillis(1));

	private static final RequestWaits RETRY = new RequestWaits(StreamRetries.reconnects(RetrySettings.DEFAULTS),
			Duration.ofMinutes(1), Duration.ofMinutes(1));

	private final Checkpoint start = new Checkpoint(1, Instant.now().minusSeconds(1).toString(), null);

	private Simulator simulator;

	private SimulatedAgent agent;

	private ReactiveBimpeAI client;

	private SourceRecorder recorder;

	@BeforeEach
	void start() {
		start(Clock.systemUTC());
	}

	private void start(Clock clock) {
		this.simulator = Simulator.builder().answering(false).withoutRateLimits().clock(clock).start();
		this.agent = this.simulator.newAgent("Pia");
		this.client = ReactiveBimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl(this.simulator.baseUrl())
			.build();
		this.recorder = new SourceRecorder(Long.MAX_VALUE);
	}

	@AfterEach
	void stop() {
		this.recorder.cancel();
		this.client.close();
		this.simulator.close();
	}

	@Test
	void newConversationIsFound() {
		open(FAST);
		this.recorder.awaitConnected();
		SimulatedConversation conversation = this.agent.newConversation();
		List<SimulatedMessage> sent = IntStream.range(0, 5).mapToObj((i) -> conversation.receives("m" + i)).toList();
		this.recorder.awaitCount(5);
		assertThat(this.recorder.ids(conversation.id())).isEqualTo(ids(sent));
	}

	@Test
	void activeConversationGetsMessagesWithoutAnotherStream() {
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("first");
		open(FAST);
		this.recorder.awaitCount(1);
		this.simulator.awaitOpenStreams(1, SOON);
		conversation.receives("second");
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("first", "second");
		assertThat(this.simulator.count("streamMessages")).isEqualTo(1);
	}

	@Test
	void goesOnFromCheckpointsAfterRestart() {
		SimulatedConversation known = this.agent.newConversation();
		SimulatedConversation quiet = this.agent.newConversation();
		known.receives("before");
		quiet.receives("before");
		open(FAST);
		this.recorder.awaitCount(2);
		this.recorder.cancel();
		this.simulator.awaitOpenStreams(0, SOON);
		SimulatedConversation created = this.agent.newConversation();
		List<SimulatedMessage> missed = IntStream.range(0, 3).mapToObj((i) -> known.receives("missed " + i)).toList();
		List<SimulatedMessage> first = IntStream.range(0, 3).mapToObj((i) -> created.receives("first " + i)).toList();
		SourceRecorder before = this.recorder;
		this.recorder = new SourceRecorder(Long.MAX_VALUE);
		open(FAST, (id) -> before.checkpoint(id, this.start));
		this.recorder.awaitCount(6);
		quiet.receives("after");
		this.recorder.awaitCount(7);
		assertThat(this.recorder.ids(known.id())).isEqualTo(ids(missed));
		assertThat(this.recorder.ids(created.id())).isEqualTo(ids(first));
		assertThat(this.recorder.texts(quiet.id())).containsExactly("after");
	}

	@Test
	void filtersAreLeftToTheServer() {
		open(FAST.withChannels(List.of("webchat", "whatsapp")).withTestChannels(false));
		List<RecordedRequest> requests = this.simulator.awaitRequests("listConversations", 4, SOON);
		assertThat(requests.subList(0, 4)).extracting((request) -> request.query("channel"))
			.containsExactly("webchat", "whatsapp", "webchat", "whatsapp");
		assertThat(requests).allSatisfy((request) -> {
			assertThat(request.query("is_test_channel")).isEqualTo("false");
			assertThat(request.query("limit")).isEqualTo("100");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "honoured", "ignored", "refused" })
	void allPagesAreRead(String sort) {
		this.simulator.settings()
			.ignoreConversationSort(sort.equals("ignored"))
			.refuseConversationSort(sort.equals("refused"));
		List<SimulatedConversation> conversations = IntStream.range(0, 250)
			.mapToObj((i) -> this.agent.newConversation())
			.toList();
		open(FAST);
		this.recorder.awaitConnected();
		conversations.get(0).receives("first page");
		conversations.get(249).receives("last page");
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(conversations.get(249).id())).containsExactly("last page");
	}

	@Test
	void droppedStreamsGoOnAfterTheLastMessage() {
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("0");
		open(FAST);
		for (int i = 1; i <= 3; i++) {
			this.recorder.awaitCount(i);
			this.simulator.awaitOpenStreams(1, SOON);
			conversation.dropStreams();
			conversation.receives(Integer.toString(i));
		}
		this.recorder.awaitCount(4);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("0", "1", "2", "3");
		assertThat(this.recorder.others(conversation.id())).filteredOn(StreamEvent.Reconnecting.class::isInstance)
			.isNotEmpty()
			.allSatisfy((event) -> assertThat(((StreamEvent.Reconnecting) event).attempt()).isEqualTo(1));
		assertThat(this.recorder.listEvents()).hasSize(1);
	}

	@Test
	void streamThatServerClosesIsOpenedAgain() {
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("first");
		this.simulator.on("streamMessages").times(1).endAfterEvents(1);
		open(FAST);
		this.recorder.awaitCount(1);
		conversation.receives("second");
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("first", "second");
	}

	@Test
	void deletedConversationIsDropped() {
		SimulatedConversation deleted = this.agent.newConversation();
		SimulatedConversation other = this.agent.newConversation();
		deleted.receives("first");
		open(FAST);
		this.recorder.awaitCount(1);
		this.simulator.awaitOpenStreams(1, SOON);
		deleted.delete();
		other.receives("second");
		this.recorder.awaitCount(2);
		this.simulator.awaitOpenStreams(1, SOON);
		assertThat(this.simulator.openStreams()).extracting(OpenStream::conversationId).containsExactly(other.id());
		assertThat(this.recorder.failure()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404 })
	void refusedConversationIsLoggedOnceAndDoesNotEndTheOthers(int status, CapturedOutput output) {
		SimulatedConversation refused = this.agent.newConversation();
		SimulatedConversation other = this.agent.newConversation();
		this.simulator.on("issueStreamTicket").whenPathContains(refused.id()).respond(status);
		refused.receives("first");
		other.receives("second");
		open(FAST);
		this.recorder.awaitCount(1);
		await().atMost(SOON).until(() -> output.getOut().contains("cannot be followed"));
		this.simulator.awaitRequests("listConversations", this.simulator.count("listConversations") + 5, SOON);
		assertThat(output.getOut()).containsOnlyOnce("Conversation '" + refused.id() + "'")
			.doesNotContain(this.simulator.apiKey())
			.doesNotContain("ticket=");
		assertThat(this.recorder.texts(other.id())).containsExactly("second");
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(2);
	}

	@Test
	void cancelClosesEverything() {
		for (int i = 0; i < 5; i++) {
			this.agent.newConversation().receives("m");
		}
		open(FAST);
		this.recorder.awaitCount(5);
		this.simulator.awaitOpenStreams(5, SOON);
		this.recorder.cancel();
		this.simulator.awaitOpenStreams(0, SOON);
		int requests = this.simulator.requests().size();
		await().during(Duration.ofMillis(500)).until(() -> this.simulator.requests().size() <= requests + 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404 })
	void refusedListIsWaitedOutAndStreamsStayOpen(int status) {
		this.agent.newConversation().receives("m");
		open(FAST);
		this.recorder.awaitCount(1);
		this.simulator.awaitOpenStreams(1, SOON);
		this.simulator.on("listConversations").respond(status);
		await().atMost(SOON)
			.until(() -> this.recorder.listEvents()
				.stream()
				.anyMatch((event) -> event instanceof StreamEvent.Reconnecting lost
						&& lost.delay().equals(Duration.ofMinutes(1))));
		assertThat(this.recorder.failure()).isNull();
		assertThat(this.simulator.openStreams()).hasSize(1);
	}

	@Test
	void retryAsksForRefusedListAtOnce() {
		ConversationControl control = TestControls.none();
		Fault fault = this.simulator.on("listConversations").respond(401);
		new AgentMessageSource(this.client, this.agent.id(), FAST, RETRY, new TimeSource(null, null),
				Schedulers.boundedElastic(), 0, (id) -> true, new ConversationPollers(new TimeSource(null, null)),
				"all")
			.open((id) -> this.start, control)
			.subscribe(this.recorder);
		await().atMost(SOON)
			.until(() -> this.recorder.listEvents().stream().anyMatch(StreamEvent.Reconnecting.class::isInstance));
		fault.remove();
		control.retry();
		this.recorder.awaitConnected();
	}

	@Test
	void refusedTicketsAreTold() {
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("m");
		this.simulator.on("streamMessages").respond(401);
		open(FAST);
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.recorder.others(conversation.id()))
				.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(StreamEvent.Reconnecting.class,
						(lost) -> assertThat(lost.cause()).isInstanceOfSatisfying(AuthenticationException.class,
								(refusal) -> assertThat(refusal.isTicketRefused()).isTrue()))));
	}

	@Test
	void failingCheckpointsEndTheSourceWithTheirFailure() {
		this.agent.newConversation();
		IllegalStateException failure = new IllegalStateException("The store is down");
		open(FAST, (id) -> {
			throw failure;
		});
		assertThat(this.recorder.awaitFailure()).isSameAs(failure);
	}

	@Test
	void cancelDoesNotInterruptTheStoreAndIgnoresItsFailure(CapturedOutput output) throws InterruptedException {
		this.agent.newConversation();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		open(FAST, (id) -> {
			entered.countDown();
			try {
				cancelled.await();
				interrupted.complete(false);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
			}
			throw new IllegalStateException("The store is down");
		});
		assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
		this.recorder.cancel();
		cancelled.countDown();
		assertThat(interrupted).succeedsWithin(SOON).isEqualTo(false);
		await().during(Duration.ofMillis(300)).until(() -> !output.getAll().contains("The store is down"));
	}

	@Test
	void closedClientEndsTheSource() {
		this.agent.newConversation().receives("m");
		open(FAST);
		this.recorder.awaitCount(1);
		this.client.close();
		assertThat(this.recorder.awaitFailure()).isInstanceOf(UserException.class);
	}

	@Test
	void twinOfTheSameMillisecondIsNotMissedWhenItComesLate() {
		stop();
		start(Clock.fixed(Instant.now(), ZoneOffset.UTC));
		// So that time passes for the source.
		this.simulator.on("listConversations").header("Date", "unknown");
		SimulatedConversation conversation = this.agent.newConversation();
		this.simulator.on("streamMessages").times(1).silentAfterEvents(1);
		conversation.receives("first");
		conversation.receives("twin");
		open(NOTHING_LIVE.withMaxLive(1));
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("first", "twin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", " ", "a\\u0000b", "a\\ud83d" })
	void conversationWhoseIdCannotBeSentBackCostsItselfOnly(String id) {
		SimulatedConversation conversation = this.agent.newConversation();
		String now = Instant.now().toString();
		this.simulator.on("listConversations")
			.times(1)
			.respondRaw(200, "application/json",
					"{\"message\":\"x\",\"data\":[" + row(id, now) + "," + row(conversation.id(), now) + "]}");
		conversation.receives("m");
		open(FAST);
		this.recorder.awaitCount(1);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("m");
		assertThat(this.recorder.failure()).isNull();
	}

	private static String row(String id, String lastMessageAt) {
		return "{\"id\":\"" + id + "\",\"channel_type\":\"webchat\",\"last_message_at\":\"" + lastMessageAt + "\"}";
	}

	@Test
	void openStreamsAreOfThisAgentAlone() {
		SimulatedConversation other = this.simulator.newAgent("Other").newConversation();
		SimulatedConversation ours = this.agent.newConversation();
		other.receives("theirs");
		ours.receives("ours");
		open(FAST);
		this.recorder.awaitCount(1);
		this.simulator.awaitOpenStreams(1, SOON);
		assertThat(this.simulator.openStreams()).extracting(OpenStream::conversationId).containsExactly(ours.id());
	}

	private void open(AgentStreamSettings settings) {
		open(settings, (id) -> this.start);
	}

	private void open(AgentStreamSettings settings, SourceCheckpoints checkpoints) {
		new AgentMessageSource(this.client, this.agent.id(), settings, RETRY, new TimeSource(null, null),
				Schedulers.boundedElastic(), 0, (id) -> true, new ConversationPollers(new TimeSource(null, null)),
				"all")
			.open(checkpoints, TestControls.none())
			.subscribe(this.recorder);
	}

	private static List<String> ids(List<SimulatedMessage> messages) {
		return messages.stream().map(SimulatedMessage::id).toList();
	}

}
