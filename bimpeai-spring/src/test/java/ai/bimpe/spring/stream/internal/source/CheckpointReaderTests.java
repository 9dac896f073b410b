package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CheckpointReader}.
 */
class CheckpointReaderTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final VirtualTime time = new VirtualTime();

	private final AtomicInteger reads = new AtomicInteger();

	@Test
	void waitsForTheStoreAreThoseOfTheAccount() {
		AtomicReference<@Nullable Map<String, ConversationState>> begun = new AtomicReference<>();
		Disposable unused = reader(
				RetrySettings.DEFAULTS.withMaxDelay(Duration.ofHours(1)).withInitialDelay(Duration.ofHours(1)))
			.begin(List.of("cnv_1"))
			.subscribe(begun::set);
		this.time.runUntil(Duration.ofMinutes(1), () -> begun.get() != null);
		assertThat(begun.get()).extractingByKey("cnv_1")
			.extracting((state) -> state.cursor().after())
			.isEqualTo("msg_1");
		assertThat(this.reads).hasValue(21);
		assertThat(this.time.elapsed()).isEqualTo(Duration.ofHours(20));
	}

	@Test
	void otherFailuresAreNotWaitedOut() {
		IllegalStateException failure = new IllegalStateException("Broken");
		CheckpointReader reader = new CheckpointReader((id) -> {
			throw failure;
		}, ExactWaits.of(RetrySettings.DEFAULTS), this.time.source(), Schedulers.boundedElastic());
		StepVerifier.create(reader.begin(List.of("cnv_1"))).expectErrorMatches((ex) -> ex == failure).verify(SOON);
	}

	@Test
	void conversationWhoseCheckpointCannotBeReadIsLeftOut() {
		CheckpointReader reader = new CheckpointReader((id) -> {
			if (id.equals("cnv_1")) {
				throw new InvalidCheckpointException("all/cnv_1");
			}
			return new Checkpoint(1, "msg_2", null);
		}, ExactWaits.of(RetrySettings.DEFAULTS), this.time.source(), Schedulers.immediate());
		StepVerifier.create(reader.begin(List.of("cnv_1", "cnv_2")).map(Map::keySet))
			.expectNext(Set.of("cnv_2"))
			.expectComplete()
			.verify(SOON);
	}

	private CheckpointReader reader(RetrySettings retry) {
		return new CheckpointReader((id) -> {
			if (this.reads.incrementAndGet() <= 20) {
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			return new Checkpoint(1, "msg_1", null);
		}, ExactWaits.of(retry), this.time.source(), Schedulers.immediate());
	}

}
