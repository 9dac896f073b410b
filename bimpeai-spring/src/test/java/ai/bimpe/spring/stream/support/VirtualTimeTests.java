package ai.bimpe.spring.stream.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VirtualTime}.
 */
class VirtualTimeTests {

	private static final int ALARMS = 20_000;

	private final VirtualTime time = new VirtualTime();

	@Test
	void alarmsOfAnotherThreadAreNotLost() {
		Scheduler scheduler = this.time.source().scheduler();
		Thread test = Thread.currentThread();
		CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < ALARMS; i++) {
				CompletableFuture<Thread> alarm = new CompletableFuture<>();
				Disposable scheduled = scheduler.schedule(() -> alarm.complete(Thread.currentThread()), 1,
						TimeUnit.MILLISECONDS);
				assertThat(alarm.join()).isSameAs(test);
				scheduled.dispose();
			}
		});
		Disposable other = scheduler.schedulePeriodically(() -> {
		}, 1, 1, TimeUnit.MILLISECONDS);
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!done.isDone() && System.nanoTime() < end) {
			this.time.advance(Duration.ofMillis(1));
		}
		other.dispose();
		assertThat(done).isCompleted();
	}

}
