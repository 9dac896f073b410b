package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the end of {@link LockRegistryStreamOwnership}, and for what goes wrong
 * inside one instance.
 */
@ExtendWith(OutputCaptureExtension.class)
class LockRegistryStreamOwnershipTests {

	private static final String MEMBERS = "bimpeai/members/desk";

	private final Store store = new Store();

	private final LockRegistryStreamOwnership ownership = new LockRegistryStreamOwnership(new DefaultLockRegistry(),
			this.store, "desk", Duration.ofSeconds(1));

	@AfterEach
	void stop() {
		this.ownership.stop();
	}

	@Test
	void instanceThatIsInterruptedWhileItStopsIsSilentAfterwards() {
		this.ownership.start();
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.store.answer = answer;
		this.ownership.claim("front", new Granted(() -> {
		}));
		Thread locks = this.store.asked.join();
		Thread.currentThread().interrupt();
		this.ownership.stop();
		assertThat(Thread.interrupted()).isTrue();
		answer.complete(null);
		await().until(() -> !locks.isAlive());
		await().untilAsserted(() -> assertThat(this.store.get(MEMBERS)).isEmpty());
	}

	@Test
	void ownerThatFailsIsToldWithoutItsMessage(CapturedOutput output) {
		this.ownership.start();
		CompletableFuture<Void> called = new CompletableFuture<>();
		this.ownership.claim("front", new Granted(() -> {
			called.complete(null);
			throw new IllegalStateException("secret@store");
		}));
		called.join();
		await().until(() -> output.getAll().contains("The owner of 'front' failed"));
		assertThat(output).contains(IllegalStateException.class.getName()).doesNotContain("secret@store");
	}

	@Test
	void leaseShorterThanOneSecondIsRefused() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> new LockRegistryStreamOwnership(new DefaultLockRegistry(), this.store, "desk",
					Duration.ofMillis(999)))
			.withMessage("'lease' must be one second or longer, but is PT0.999S");
	}

	private record Granted(Runnable action) implements StreamOwnership.Owner {

		@Override
		public void granted() {
			this.action.run();
		}

		@Override
		public CompletableFuture<Void> revoked() {
			return CompletableFuture.completedFuture(null);
		}

	}

	private static final class Store extends SimpleMetadataStore {

		private final CompletableFuture<Thread> asked = new CompletableFuture<>();

		private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

		@Override
		public @Nullable String get(String key) {
			if (key.startsWith("bimpeai/owners/")) {
				this.asked.complete(Thread.currentThread());
				this.answer.join();
			}
			return super.get(key);
		}

	}

}
