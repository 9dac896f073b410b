package ai.bimpe.spring.stream.internal.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an {@link AgentMessageSource} makes of checkpoints when it begins: the
 * list tells times in milliseconds, so the last message may have a twin behind it that
 * was not acknowledged.
 */
class AgentMessageSourceRestartTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	/** A silence as long as the poll interval tells that there is no twin. */
	private static final AgentStreamSettings PATIENT = FAST.withPollInterval(Duration.ofMillis(500));

	private static final Duration DOWN_TIME = Duration.ofDays(2);

	private final MovingClock clock = new MovingClock(Instant.now().minus(DOWN_TIME));

	private Simulator simulator;

	private SimulatedAgent agent;

	private ReactiveBimpeAI client;

	private SourceRecorder recorder;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).withoutRateLimits().clock(this.clock).start();
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
	void twinOfTheLastMessageComesInAfterAnyDownTime() {
		SimulatedConversation conversation = conversation("first", "twin");
		this.clock.advance(DOWN_TIME);
		open(PATIENT, acknowledged(List.of(conversation)));
		this.recorder.awaitCount(1);
		assertThat(this.recorder.texts(conversation.id())).containsExactly("twin");
	}

	@Test
	void twinsOfMoreActiveConversationsThanStreamsComeIn() {
		this.clock.advance(DOWN_TIME);
		List<SimulatedConversation> conversations = IntStream.range(0, 6)
			.mapToObj((i) -> conversation("first", "twin"))
			.toList();
		open(PATIENT.withMaxLive(2), acknowledged(conversations));
		this.recorder.awaitCount(6);
		assertThat(conversations)
			.allSatisfy((conversation) -> assertThat(this.recorder.texts(conversation.id())).containsExactly("twin"));
	}

	@Test
	void conversationThatIsOwedMessagesComesFirst() {
		List<SimulatedConversation> conversations = IntStream.range(0, 6)
			.mapToObj((i) -> conversation("first"))
			.toList();
		Map<String, Checkpoint> acknowledged = acknowledged(conversations);
		this.clock.advance(Duration.ofMillis(1));
		SimulatedConversation owed = conversations.get(3);
		owed.receives("second");
		open(FAST.withMaxLive(1), acknowledged);
		List<RecordedRequest> tickets = this.simulator.awaitRequests("issueStreamTicket", 6, SOON);
		assertThat(tickets.get(0).path()).contains(owed.id());
	}

	@Test
	void conversationThatWasQuietForLongWhenTheOthersStoppedCostsNoStream() {
		SimulatedConversation quiet = conversation("known");
		this.clock.advance(FAST.activeWindow());
		SimulatedConversation last = conversation("known");
		this.clock.advance(DOWN_TIME);
		open(FAST, acknowledged(List.of(quiet, last)));
		this.simulator.awaitRequests("issueStreamTicket", 1, SOON);
		this.simulator.awaitRequests("listConversations", this.simulator.count("listConversations") + 10, SOON);
		assertThat(this.simulator.requests("issueStreamTicket")).singleElement()
			.satisfies((request) -> assertThat(request.path()).contains(last.id()));
	}

	private SimulatedConversation conversation(String... texts) {
		SimulatedConversation conversation = this.agent.newConversation();
		for (String text : texts) {
			conversation.receives(text);
		}
		return conversation;
	}

	private static Map<String, Checkpoint> acknowledged(List<SimulatedConversation> conversations) {
		return conversations.stream()
			.collect(Collectors.toMap(SimulatedConversation::id, AgentMessageSourceRestartTests::checkpoint));
	}

	private static Checkpoint checkpoint(SimulatedConversation conversation) {
		SimulatedMessage first = conversation.messages().get(0);
		return new Checkpoint(1, first.id(), first.createdAt());
	}

	private void open(AgentStreamSettings settings, Map<String, Checkpoint> checkpoints) {
		new AgentMessageSource(this.client, this.agent.id(), settings, RetrySettings.DEFAULTS,
				new TimeSource(null, null), 0, (id) -> true)
			.open(checkpoints::get)
			.subscribe(this.recorder);
	}

	/** The time of the server. */
	private static final class MovingClock extends Clock {

		private volatile Instant now;

		private MovingClock(Instant start) {
			this.now = start;
		}

		private synchronized void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
