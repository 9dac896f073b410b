package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CheckpointReset} with owners that write at the same time.
 */
class CheckpointResetTests {

	private static final Checkpoint OWNED = new Checkpoint(5, "msg_1", null);

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final VirtualTime time = new VirtualTime();

	@Test
	void isAboveOwnerThatTakesOverMeanwhile() {
		this.store.reset("one", OWNED);
		Checkpoint next = new Checkpoint(6, "msg_1", null);
		CheckpointStore raced = raced(1, () -> this.store.advance("one", OWNED, next));
		new CheckpointReset(raced, StreamSpec.of("one", "agt_1", "cnv_1"), this.time.source()).from("msg_0", List.of());
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(7, "msg_0", null, "agt_1", "cnv_1"));
		assertThat(this.store.advance("one", next, new Checkpoint(6, "msg_2", null))).isFalse();
	}

	@Test
	void isAboveOwnerOfShardThatTakesOverMeanwhile() {
		this.store.reset("all", new Checkpoint(0, "2026-01-31T12:00:00Z", null));
		this.store.reset("all#0", OWNED);
		CheckpointStore raced = raced(3, () -> this.store.reset("all#0", new Checkpoint(6, "msg_1", null)));
		new CheckpointReset(raced, StreamSpec.ofAgent("all", "agt_1"), this.time.source()).from("2026-01-31T13:00:00Z",
				List.of());
		Checkpoint start = new Checkpoint(7, "2026-01-31T13:00:00Z", null, "agt_1", null);
		assertThat(this.store.load("all")).isEqualTo(start);
		assertThat(this.store.load("all#0")).isEqualTo(start);
	}

	@Test
	void givesUpWhenOthersWriteAllTheTime() {
		AtomicInteger attempts = new AtomicInteger();
		CheckpointStore refusing = new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				attempts.incrementAndGet();
				return false;
			}

		};
		assertThatIllegalStateException()
			.isThrownBy(() -> new CheckpointReset(refusing, StreamSpec.of("one", "agt_1", "cnv_1"), this.time.source())
				.from("msg_0", List.of()))
			.withMessageContaining("stream 'one'");
		assertThat(attempts.get()).isBetween(10, 1000);
	}

	private CheckpointStore raced(int afterLoads, Runnable race) {
		AtomicInteger loads = new AtomicInteger();
		return new CheckpointStoreDecorator(this.store) {

			@Override
			public @Nullable Checkpoint load(String key) {
				Checkpoint loaded = super.load(key);
				if (loads.incrementAndGet() == afterLoads) {
					race.run();
				}
				return loaded;
			}

		};
	}

}
