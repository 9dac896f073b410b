package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what an {@link AgentMessageSource} makes of conversations that the list does
 * not name any more, for good or by mistake.
 */
class AgentMessageSourceForgettingTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private static final AgentStreamSettings NOTHING_LIVE = FAST.withActiveWindow(Duration.ofMillis(1));

	private final Checkpoint start = new Checkpoint(1, Instant.now().minusSeconds(1).toString(), null);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final ReactiveBimpeAI client = ReactiveBimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.build();

	private final SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	/** How often a checkpoint was asked for. */
	private final AtomicInteger asked = new AtomicInteger();

	@AfterEach
	void stop() {
		this.recorder.cancel();
		this.client.close();
		this.simulator.close();
	}

	@Test
	void conversationWithMessagesThatAreNotAcknowledgedIsNotBegunAnew() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.start);
		this.recorder.awaitCount(1);
		awaitResting();
		beMissed();
		this.conversation.receives("second");
		this.recorder.awaitCount(2);
		awaitResting();
		assertThat(this.recorder.texts(this.conversation.id())).containsExactly("first", "second");
	}

	@Test
	void conversationIsForgottenWhenAllIsAcknowledged() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.recorder.checkpoint(id, this.start));
		this.recorder.awaitCount(1);
		awaitResting();
		int before = this.asked.get();
		beMissed();
		// Before it was forgotten, and when it was begun anew.
		await().atMost(SOON).until(() -> this.asked.get() == before + 2);
		this.conversation.receives("second");
		this.recorder.awaitCount(2);
		awaitResting();
		assertThat(this.recorder.texts(this.conversation.id())).containsExactly("first", "second");
		assertThat(this.asked).hasValue(before + 2);
	}

	@Test
	void conversationWithoutMessagesIsForgotten() {
		open(FAST, (id) -> this.start);
		this.recorder.awaitConnected();
		beMissed();
		await().atMost(SOON).until(() -> this.asked.get() == 3);
	}

	@Test
	void nothingIsForgottenWhileTheStoreIsDown() {
		this.conversation.receives("first");
		AtomicInteger refused = new AtomicInteger();
		open(NOTHING_LIVE, (id) -> {
			if (this.recorder.count() > 0) {
				refused.incrementAndGet();
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			return this.start;
		});
		this.recorder.awaitCount(1);
		awaitResting();
		beMissed();
		assertThat(refused).hasPositiveValue();
		this.conversation.receives("second");
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(this.conversation.id())).containsExactly("first", "second");
		assertThat(this.recorder.failure()).isNull();
	}

	@Test
	void liveConversationIsNotForgotten() {
		this.conversation.receives("first");
		open(FAST, (id) -> this.recorder.checkpoint(id, this.start));
		this.recorder.awaitCount(1);
		this.simulator.awaitOpenStreams(1, SOON);
		beMissed();
		this.conversation.receives("second");
		this.recorder.awaitCount(2);
		assertThat(this.recorder.texts(this.conversation.id())).containsExactly("first", "second");
		assertThat(this.asked).hasValue(1);
		assertThat(this.simulator.count("streamMessages")).isEqualTo(1);
	}

	private void open(AgentStreamSettings settings, Function<String, Checkpoint> checkpoints) {
		new AgentMessageSource(this.client, this.conversation.agentId(), settings, RetrySettings.DEFAULTS,
				new TimeSource(null, null), 0, (id) -> true)
			.open((id) -> {
				this.asked.incrementAndGet();
				return checkpoints.apply(id);
			})
			.subscribe(this.recorder);
	}

	// Known to the list since its last message.
	private void awaitResting() {
		this.simulator.awaitOpenStreams(0, SOON);
		awaitWalks();
	}

	private void beMissed() {
		this.simulator.on("listConversations").respondRaw(200, "application/json", "{\"message\":\"x\",\"data\":[]}");
		awaitWalks();
		this.simulator.clearFaults();
		awaitWalks();
	}

	private void awaitWalks() {
		this.simulator.awaitRequests("listConversations", this.simulator.count("listConversations") + 6, SOON);
	}

}
