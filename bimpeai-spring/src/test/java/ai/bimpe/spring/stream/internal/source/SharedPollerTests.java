package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for streams of the same agent and their shards in one process.
 */
class SharedPollerTests {

	private static final int POLLS = 12;

	private final VirtualTime time = new VirtualTime();

	private final AtomicInteger polls = new AtomicInteger();

	private final StandInAgent agent = new StandInAgent(this.time);

	private final StreamContainerRegistry streams = StreamContainerRegistry.builder(this.agent.client, (event) -> {
	}).checkpointStore(new InMemoryCheckpointStore()).listeners(() -> List.of(new ManagedStreamListener() {

		@Override
		public void onEvent(ManagedStream stream, StreamEvent event) {
		}

		@Override
		public void onPoll(ManagedStream stream, Duration duration) {
			SharedPollerTests.this.polls.incrementAndGet();
		}

	})).scheduler(this.time.source().scheduler()).clock(this.time::now).build();

	@AfterEach
	void stop() {
		this.streams.stop();
	}

	@Test
	void shardsHaveOneBudgetAndTheirPollsAreOne() {
		this.agent.newConversations(3);
		this.streams.start();
		ManagedStream stream = this.streams.subscribe(
				StreamSpec.ofAgent("one", "agt_1").withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(3)));
		this.time.advanceUntil(Duration.ofSeconds(1),
				() -> stream.ownedShards().size() == 3 && stream.state() == StreamState.LIVE);
		assertThat(stream.statistics().remainingRequests()).isLessThanOrEqualTo(60);
		int polls = this.polls.get();
		int lists = this.agent.lists.size();
		this.time.advanceUntil(Duration.ofSeconds(1), () -> this.agent.lists.size() >= lists + POLLS);
		assertThat(this.polls.get() - polls).isLessThanOrEqualTo(this.agent.lists.size() - lists + 1);
	}

	@Test
	void listIsRequestedOnceForAllOfThem() {
		this.agent.newConversations(3);
		this.streams.start();
		List<ManagedStream> followers = List.of(
				this.streams.subscribe(StreamSpec.ofAgent("one", "agt_1")
					.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(3))),
				this.streams.subscribe(StreamSpec.ofAgent("two", "agt_1")));
		this.time.advanceUntil(Duration.ofSeconds(1),
				() -> followers.stream().allMatch((stream) -> stream.state() == StreamState.LIVE));
		int lists = this.agent.lists.size();
		this.time.advanceUntil(Duration.ofSeconds(1), () -> this.agent.lists.size() >= lists + POLLS);
		Duration apart = this.agent.lists.get(lists + POLLS - 1).minus(this.agent.lists.get(lists));
		assertThat(apart).isGreaterThanOrEqualTo(AgentStreamSettings.DEFAULTS.pollInterval().multipliedBy(POLLS - 3));
	}

}
