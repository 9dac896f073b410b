package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerLifecycle}.
 */
class WorkerLifecycleTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final ExecutorService threads = Executors.newSingleThreadExecutor();

	private final VirtualTime time = new VirtualTime();

	private final WorkerLifecycle lifecycle = new WorkerLifecycle(this.time.source());

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void sleepsAsLongAsTheSchedulerSays() {
		CompletableFuture<Boolean> sleep = sleep(null);
		this.time.advanceUntil(Duration.ofMinutes(1), sleep::isDone);
		assertThat(sleep).isCompletedWithValue(true);
		assertThat(this.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(1));
	}

	@Test
	void sleepEndsWithItsAssignment() {
		this.lifecycle.grant();
		Assignment assignment = Objects.requireNonNull(this.lifecycle.enter(this::assignment));
		CompletableFuture<Boolean> sleep = sleep(assignment);
		this.lifecycle.pause(true);
		assertThat(sleep).succeedsWithin(SOON).isEqualTo(false);
		assertThat(this.time.elapsed()).isZero();
	}

	@Test
	void sleepEndsWhenItIsClosed() {
		CompletableFuture<Boolean> sleep = sleep(null);
		this.lifecycle.close();
		assertThat(sleep).succeedsWithin(SOON).isEqualTo(false);
	}

	@Test
	void retryEndsAllSleeps() throws InterruptedException {
		List<Thread> sleepers = Stream.generate(() -> new Thread(() -> this.lifecycle.sleep(Duration.ofHours(1), null)))
			.limit(3)
			.toList();
		sleepers.forEach(Thread::start);
		TestContainer.await()
			.until(() -> sleepers.stream().allMatch((sleeper) -> sleeper.getState() == Thread.State.WAITING));
		this.lifecycle.retry();
		for (Thread sleeper : sleepers) {
			sleeper.join(SOON.toMillis());
			assertThat(sleeper.isAlive()).isFalse();
		}
	}

	@Test
	void interruptDoesNotEndSleep() {
		CompletableFuture<Boolean> sleep = CompletableFuture.supplyAsync(() -> {
			Thread.currentThread().interrupt();
			return this.lifecycle.sleep(Duration.ofHours(1), null);
		}, this.threads);
		this.time.advanceUntil(Duration.ofMinutes(1), sleep::isDone);
		assertThat(this.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofHours(1));
	}

	private CompletableFuture<Boolean> sleep(@Nullable Assignment assignment) {
		return CompletableFuture.supplyAsync(() -> this.lifecycle.sleep(Duration.ofHours(1), assignment), this.threads);
	}

	private Assignment assignment() {
		return new Assignment(1, this.time.source(), Runnable::run, (assignment, conversation) -> {
		}, new UnidentifiedMessages());
	}

}
