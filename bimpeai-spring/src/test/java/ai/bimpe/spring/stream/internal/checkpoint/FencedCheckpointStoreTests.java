package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.ArrayList;
import java.util.List;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.checkpoint.MetadataCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FencedCheckpointStore}.
 */
class FencedCheckpointStoreTests {

	private static final Checkpoint FIRST = new Checkpoint(1, "msg_1", null);

	private static final Checkpoint SECOND = new Checkpoint(2, "msg_2", null);

	private final CheckpointStoreDecorator delegate = new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

		@Override
		public @Nullable Checkpoint load(String key) {
			if (key.equals("garbage")) {
				throw new InvalidCheckpointException(key);
			}
			return super.load(key);
		}

	};

	private final List<String> heard = new ArrayList<>();

	private final FencedCheckpointStore store = new FencedCheckpointStore(this.delegate, new VirtualTime().source(),
			new FencedCheckpointStore.Listener() {

				@Override
				public void unavailable(CheckpointStoreException failure) {
					FencedCheckpointStoreTests.this.heard.add("unavailable: " + failure.cause().getMessage());
				}

				@Override
				public void invalid(InvalidCheckpointException failure) {
					FencedCheckpointStoreTests.this.heard.add("invalid: " + failure.key());
				}

				@Override
				public void available() {
					FencedCheckpointStoreTests.this.heard.add("available");
				}

			});

	@Test
	void everyUseOfStoreThatCannotBeReachedIsHeard() {
		this.delegate.down = true;
		assertThatExceptionOfType(CheckpointStoreException.class).isThrownBy(() -> this.store.load("key"));
		assertThatExceptionOfType(CheckpointStoreException.class)
			.isThrownBy(() -> this.store.replace("key", null, FIRST));
		assertThatExceptionOfType(CheckpointStoreException.class).isThrownBy(() -> this.store.reset("key", FIRST));
		assertThat(this.heard).hasSize(3).allMatch("unavailable: jdbc:secret@store is down"::equals);
	}

	@Test
	void whatIsNoCheckpointIsThrownAsItIs() {
		assertThatExceptionOfType(InvalidCheckpointException.class).isThrownBy(() -> this.store.load("garbage"));
		assertThat(this.heard).containsExactly("invalid: garbage");
	}

	@Test
	void whatIsNoCheckpointIsNotTheExpectedOneAndNoFailureOfTheStore() {
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> this.store.replace("key", null, FIRST, "garbage", FIRST));
		assertThat(this.heard).isEmpty();
	}

	@Test
	void keyThatIsTooLongIsNoFailureOfTheStore() {
		FencedCheckpointStore store = new FencedCheckpointStore(new MetadataCheckpointStore(new SimpleMetadataStore()),
				new VirtualTime().source(), new FencedCheckpointStore.Listener() {
				});
		assertThatExceptionOfType(InvalidCheckpointException.class)
			.isThrownBy(() -> store.load("all/" + "c".repeat(247)))
			.withMessageContaining("'all/ccc")
			.withMessageContaining("247 characters")
			.withMessageContaining("shorter name");
		assertThat(store.load("all/" + "c".repeat(243))).isNull();
	}

	@Test
	void otherOwnerIsNoFailureOfTheStore() {
		this.store.replace("key", null, FIRST);
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> this.store.replace("key", null, SECOND));
		assertThat(this.store.load("key")).isEqualTo(FIRST);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void isAvailableAgainWithTheKeyThatCouldNotBeRead() {
		down(() -> this.store.load("key"));
		this.store.load("other");
		this.store.replace("key", null, FIRST);
		assertThat(this.heard).isEmpty();
		this.store.load("key");
		this.store.load("key");
		assertThat(this.heard).containsExactly("available");
	}

	@Test
	void isAvailableAgainWithTheKeyThatCouldNotBeWritten() {
		down(() -> this.store.replace("key", null, FIRST));
		this.store.load("key");
		this.store.replace("other", null, FIRST);
		assertThat(this.heard).isEmpty();
		this.store.replace("key", null, FIRST);
		this.store.replace("key", FIRST, SECOND);
		assertThat(this.heard).containsExactly("available");
	}

	private void down(ThrowingCallable use) {
		this.delegate.down = true;
		assertThatExceptionOfType(CheckpointStoreException.class).isThrownBy(use);
		this.delegate.down = false;
		this.heard.clear();
	}

}
