package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.support.ManualTimer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperationRateLimiter}.
 */
class OperationRateLimiterTests {

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final OperationRateLimiter limiter = new OperationRateLimiter(this.timer);

	private final List<Long> seconds = new ArrayList<>();

	@Test
	void nothingWaitsBeforeTheFirstAnswer() {
		assertThat(permits(this.limiter, 100)).allMatch(OperationRateLimiter.Permit::isGranted);
		assertThat(this.limiter.estimate()).isZero();
	}

	@Test
	void nothingWaitsWhileMoreThanHalfOfTheLimitIsLeft() {
		learn(this.limiter, 10, 9, 60);
		assertThat(permits(this.limiter, 4)).allMatch(OperationRateLimiter.Permit::isGranted);
		assertThat(this.limiter.acquire().isGranted()).isFalse();
	}

	@Test
	void theRestIsSpreadEvenlyOverTheWindow() {
		learn(this.limiter, 10, 5, 50);
		follow(permits(this.limiter, 5), new Server(10, 5, 50, 50));
		this.timer.advanceTimeBy(Duration.ofSeconds(49));
		assertThat(this.seconds).containsExactly(0L, 10L, 20L, 30L, 40L);
	}

	@Test
	void nextWindowBeginsAtOnceAndIsSpreadInItsTurn() {
		learn(this.limiter, 4, 0, 20);
		follow(permits(this.limiter, 7), new Server(4, 0, 20, 20));
		this.timer.advanceTimeBy(Duration.ofSeconds(59));
		assertThat(this.seconds).containsExactly(20L, 20L, 26L, 33L, 40L, 40L, 46L);
	}

	@Test
	void limitThatIsRenewedAtOnceStillSpreadsAttempts() {
		learn(this.limiter, 1, 0, 0);
		follow(permits(this.limiter, 3), new Server(1, 0, 0, 1));
		this.timer.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.seconds).containsExactly(0L, 1L, 2L);
	}

	@Test
	void clockThatIsSetBackHoldsNobodyUp() {
		ManualTimer clock = new ManualTimer();
		OperationRateLimiter limiter = new OperationRateLimiter(clock);
		clock.advance(Duration.ofHours(1));
		learn(limiter, 10, 0, 60);
		assertThat(limiter.estimate()).hasSeconds(60);
		clock.advance(Duration.ofHours(-1));
		assertThat(limiter.estimate()).isZero();
	}

	@Test
	void estimateTellsTheWindowsToCome() {
		learn(this.limiter, 4, 0, 20);
		assertThat(this.limiter.estimate()).hasSeconds(20);
		permits(this.limiter, 4);
		assertThat(this.limiter.estimate()).hasSeconds(40);
		permits(this.limiter, 4);
		assertThat(this.limiter.estimate()).hasSeconds(60);
	}

	@Test
	void answerThatOvertakesAnotherIsNotForgotten() {
		List<OperationRateLimiter.Permit> first = permits(this.limiter, 2);
		first.get(1).answered(limit(10, 0), Duration.ofSeconds(30));
		first.get(0).answered(limit(10, 1), Duration.ofSeconds(30));
		assertThat(this.limiter.estimate()).hasSeconds(30);
	}

	@Test
	void answerOfTheNextWindowCountsWhateverWasExpected() {
		learn(this.limiter, 10, 0, 30);
		learn(this.limiter, 10, 9, 90);
		assertThat(this.limiter.acquire().isGranted()).isTrue();
	}

	@Test
	void answerOfFormerWindowSaysNothingOfTheNextOne() {
		List<OperationRateLimiter.Permit> first = permits(this.limiter, 2);
		first.get(0).answered(limit(10, 9), Duration.ofSeconds(60));
		first.get(1).answered(limit(10, 0), Duration.ofSeconds(30));
		assertThat(this.limiter.acquire().isGranted()).isTrue();
	}

	@Test
	void limitOfNothingIsNone() {
		learn(this.limiter, 0, 0, 60);
		assertThat(this.limiter.estimate()).isZero();
		assertThat(this.limiter.acquire().isGranted()).isTrue();
	}

	@Test
	void windowEndsNoMomentTooEarly() {
		this.limiter.acquire().answered(limit(10, 0), Duration.ofNanos(1_000_001));
		assertThat(this.limiter.estimate()).hasMillis(2);
	}

	@Test
	void attemptsUnderWayCountAsSpent() {
		List<OperationRateLimiter.Permit> underWay = permits(this.limiter, 3);
		underWay.get(0).answered(limit(10, 2), Duration.ofSeconds(30));
		assertThat(this.limiter.estimate()).hasSeconds(30);
		underWay.get(1).release();
		assertThat(this.limiter.acquire().isGranted()).isTrue();
	}

	@Test
	void permitsThatAreGivenUpLeaveNoTimerBehindAndMakeRoom() {
		ManualTimer manual = new ManualTimer();
		OperationRateLimiter manualLimiter = new OperationRateLimiter(manual);
		learn(manualLimiter, 4, 0, 20);
		List<OperationRateLimiter.Permit> waiting = permits(manualLimiter, 8);
		assertThat(manual.isWaiting()).isTrue();
		waiting.forEach(OperationRateLimiter.Permit::release);
		waiting.forEach(OperationRateLimiter.Permit::release);
		assertThat(manual.isWaiting()).isFalse();
		assertThat(manualLimiter.estimate()).hasSeconds(20);
	}

	@Test
	void sixtyFourThreadsGetNoMorePermitsThanThereAre() throws Exception {
		learn(this.limiter, 64, 40, 60);
		CountDownLatch together = new CountDownLatch(64);
		List<OperationRateLimiter.Permit> permits = new ArrayList<>();
		List<Thread> threads = IntStream.range(0, 64).mapToObj((i) -> new Thread(() -> {
			together.countDown();
			await(together);
			OperationRateLimiter.Permit permit = this.limiter.acquire();
			synchronized (permits) {
				permits.add(permit);
			}
		})).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(permits.stream().filter(OperationRateLimiter.Permit::isGranted)).hasSize(8);
		this.timer.advanceTimeBy(Duration.ofMillis(59_999));
		assertThat(permits.stream().filter(OperationRateLimiter.Permit::isGranted)).hasSize(40);
	}

	private void follow(List<OperationRateLimiter.Permit> permits, Server server) {
		for (OperationRateLimiter.Permit permit : permits) {
			Disposable unused = permit.granted().subscribe((never) -> {
			}, (failure) -> {
			}, () -> {
				this.seconds.add(this.timer.now(TimeUnit.SECONDS));
				server.answer(permit, this.timer.now(TimeUnit.SECONDS));
			});
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void learn(OperationRateLimiter limiter, int limit, int remaining, long seconds) {
		limiter.acquire().answered(limit(limit, remaining), Duration.ofSeconds(seconds));
	}

	private static List<OperationRateLimiter.Permit> permits(OperationRateLimiter limiter, int count) {
		return IntStream.range(0, count).mapToObj((i) -> limiter.acquire()).toList();
	}

	private static RateLimit limit(int limit, int remaining) {
		return new RateLimit(limit, remaining, null);
	}

	/**
	 * Counts in windows, as servers do.
	 */
	private static final class Server {

		private final int limit;

		private final long window;

		private int remaining;

		private long reset;

		private Server(int limit, int remaining, long reset, long window) {
			this.limit = limit;
			this.remaining = remaining;
			this.reset = reset;
			this.window = window;
		}

		private void answer(OperationRateLimiter.Permit permit, long now) {
			if (now >= this.reset) {
				this.reset += this.window;
				this.remaining = this.limit;
			}
			assertThat(this.remaining).as("left at second " + now).isPositive();
			permit.answered(limit(this.limit, --this.remaining), Duration.ofSeconds(this.reset - now));
		}

	}

}
