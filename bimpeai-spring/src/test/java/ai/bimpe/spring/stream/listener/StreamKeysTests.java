package ai.bimpe.spring.stream.listener;

import java.time.Duration;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.MetadataCheckpointStore;
import ai.bimpe.spring.stream.cluster.LockRegistryStreamOwnership;
import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for names of streams that are too long for a store.
 */
class StreamKeysTests {

	private static final String LONG_NAME = "n".repeat(240);

	private final CheckpointStore metadata = new MetadataCheckpointStore(new SimpleMetadataStore());

	private final StreamContainerRegistryBuilder builder = StreamContainerRegistry.builder(mock(ReactiveBimpeAI.class),
			(event) -> {
			});

	@Test
	void nameThatLeavesNoRoomForConversationIsRefused() {
		StreamContainerRegistry streams = this.builder.checkpointStore(this.metadata).build();
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> streams.subscribe(StreamSpec.ofAgent(LONG_NAME, "agt_1")))
			.withMessage("The name of stream '" + LONG_NAME + "' has 240 characters, and its checkpoint store has room "
					+ "for 183: give it a shorter name");
		assertThat(streams.all()).isEmpty();
	}

	@Test
	void nameThatIsTheOnlyKeyMayBeLonger() {
		StreamContainerRegistry streams = this.builder.checkpointStore(this.metadata).build();
		streams.subscribe(StreamSpec.of(LONG_NAME, "agt_1", "cnv_1"));
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> streams.subscribe(StreamSpec.of(LONG_NAME + "12345678", "agt_1", "cnv_1")))
			.withMessageContaining("room for 247");
	}

	@Test
	void nameThatIsTooLongForOwnersInClusterIsRefused() {
		StreamContainerRegistry streams = this.builder.checkpointStore(new InMemoryCheckpointStore())
			.ownership(new LockRegistryStreamOwnership(new DefaultLockRegistry(), new SimpleMetadataStore(), "desk",
					Duration.ofSeconds(10)))
			.build();
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> streams.subscribe(StreamSpec.of(LONG_NAME, "agt_1", "cnv_1")))
			.withMessageContaining("its store of the cluster has room for 235");
		AgentStreamSettings shards = AgentStreamSettings.DEFAULTS.withShards(11);
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> streams.subscribe(StreamSpec.ofAgent("n".repeat(233), "agt_1").withAgentSettings(shards)))
			.withMessageContaining("room for 232");
	}

	@Test
	void storeWithoutLimitTakesAnyName() {
		StreamContainerRegistry streams = this.builder.checkpointStore(new InMemoryCheckpointStore()).build();
		assertThat(streams.subscribe(StreamSpec.ofAgent(LONG_NAME.repeat(10), "agt_1")).spec().name()).hasSize(2400);
	}

}
