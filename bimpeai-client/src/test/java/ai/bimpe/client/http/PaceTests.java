package ai.bimpe.client.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.bimpe.client.RateLimit;
import ai.bimpe.client.support.ManualTimer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pace}.
 */
class PaceTests {

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final Pace pace = new Pace(this.timer);

	private final List<Long> seconds = new ArrayList<>();

	@Test
	void nothingWaitsBeforeTheFirstAnswer() {
		assertThat(turns(this.pace, 100)).allMatch(Pace.Turn::hasCome);
		assertThat(this.pace.estimate()).isZero();
	}

	@Test
	void nothingWaitsWhileMoreThanHalfOfTheLimitIsLeft() {
		learn(this.pace, 10, 9, 60);
		assertThat(turns(this.pace, 4)).allMatch(Pace.Turn::hasCome);
		assertThat(this.pace.take().hasCome()).isFalse();
	}

	@Test
	void theRestIsSpreadEvenlyOverTheWindow() {
		learn(this.pace, 10, 5, 50);
		follow(turns(this.pace, 5), new Server(10, 5, 50, 50));
		this.timer.advanceTimeBy(Duration.ofSeconds(49));
		assertThat(this.seconds).containsExactly(0L, 10L, 20L, 30L, 40L);
	}

	@Test
	void nextWindowBeginsAtOnceAndIsSpreadInItsTurn() {
		learn(this.pace, 4, 0, 20);
		follow(turns(this.pace, 7), new Server(4, 0, 20, 20));
		this.timer.advanceTimeBy(Duration.ofSeconds(59));
		assertThat(this.seconds).containsExactly(20L, 20L, 26L, 33L, 40L, 40L, 46L);
	}

	@Test
	void limitThatIsRenewedAtOnceStillSpreadsAttempts() {
		learn(this.pace, 1, 0, 0);
		follow(turns(this.pace, 3), new Server(1, 0, 0, 1));
		this.timer.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.seconds).containsExactly(0L, 1L, 2L);
	}

	@Test
	void clockThatIsSetBackHoldsNobodyUp() {
		ManualTimer clock = new ManualTimer();
		Pace pace = new Pace(clock);
		clock.advance(Duration.ofHours(1));
		learn(pace, 10, 0, 60);
		assertThat(pace.estimate()).hasSeconds(60);
		clock.advance(Duration.ofHours(-1));
		assertThat(pace.estimate()).isZero();
	}

	@Test
	void estimateTellsTheWindowsToCome() {
		learn(this.pace, 4, 0, 20);
		assertThat(this.pace.estimate()).hasSeconds(20);
		turns(this.pace, 4);
		assertThat(this.pace.estimate()).hasSeconds(40);
		turns(this.pace, 4);
		assertThat(this.pace.estimate()).hasSeconds(60);
	}

	@Test
	void answerThatOvertakesAnotherIsNotForgotten() {
		List<Pace.Turn> first = turns(this.pace, 2);
		first.get(1).answered(limit(10, 0), Duration.ofSeconds(30));
		first.get(0).answered(limit(10, 1), Duration.ofSeconds(30));
		assertThat(this.pace.estimate()).hasSeconds(30);
	}

	@Test
	void answerOfTheNextWindowCountsWhateverWasExpected() {
		learn(this.pace, 10, 0, 30);
		learn(this.pace, 10, 9, 90);
		assertThat(this.pace.take().hasCome()).isTrue();
	}

	@Test
	void answerOfFormerWindowSaysNothingOfTheNextOne() {
		List<Pace.Turn> first = turns(this.pace, 2);
		first.get(0).answered(limit(10, 9), Duration.ofSeconds(60));
		first.get(1).answered(limit(10, 0), Duration.ofSeconds(30));
		assertThat(this.pace.take().hasCome()).isTrue();
	}

	@Test
	void limitOfNothingIsNone() {
		learn(this.pace, 0, 0, 60);
		assertThat(this.pace.estimate()).isZero();
		assertThat(this.pace.take().hasCome()).isTrue();
	}

	@Test
	void windowEndsNoMomentTooEarly() {
		this.pace.take().answered(limit(10, 0), Duration.ofNanos(1_000_001));
		assertThat(this.pace.estimate()).hasMillis(2);
	}

	@Test
	void attemptsUnderWayCountAsSpent() {
		List<Pace.Turn> underWay = turns(this.pace, 3);
		underWay.get(0).answered(limit(10, 2), Duration.ofSeconds(30));
		assertThat(this.pace.estimate()).hasSeconds(30);
		underWay.get(1).end();
		assertThat(this.pace.take().hasCome()).isTrue();
	}

	@Test
	void turnsThatAreGivenUpLeaveNoTimerBehindAndMakeRoom() {
		ManualTimer manual = new ManualTimer();
		Pace manualPace = new Pace(manual);
		learn(manualPace, 4, 0, 20);
		List<Pace.Turn> waiting = turns(manualPace, 8);
		assertThat(manual.isWaiting()).isTrue();
		waiting.forEach(Pace.Turn::end);
		waiting.forEach(Pace.Turn::end);
		assertThat(manual.isWaiting()).isFalse();
		assertThat(manualPace.estimate()).hasSeconds(20);
	}

	@Test
	void sixtyFourThreadsGetNoMoreTurnsThanThereAre() throws Exception {
		learn(this.pace, 64, 40, 60);
		CountDownLatch together = new CountDownLatch(64);
		List<Pace.Turn> turns = new ArrayList<>();
		List<Thread> threads = IntStream.range(0, 64).mapToObj((i) -> new Thread(() -> {
			together.countDown();
			await(together);
			Pace.Turn turn = this.pace.take();
			synchronized (turns) {
				turns.add(turn);
			}
		})).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(turns.stream().filter(Pace.Turn::hasCome)).hasSize(8);
		this.timer.advanceTimeBy(Duration.ofMillis(59_999));
		assertThat(turns.stream().filter(Pace.Turn::hasCome)).hasSize(40);
	}

	private void follow(List<Pace.Turn> turns, Server server) {
		for (Pace.Turn turn : turns) {
			Disposable unused = turn.come().subscribe((never) -> {
			}, (failure) -> {
			}, () -> {
				this.seconds.add(this.timer.now(TimeUnit.SECONDS));
				server.answer(turn, this.timer.now(TimeUnit.SECONDS));
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

	private static void learn(Pace pace, int limit, int remaining, long seconds) {
		pace.take().answered(limit(limit, remaining), Duration.ofSeconds(seconds));
	}

	private static List<Pace.Turn> turns(Pace pace, int count) {
		return IntStream.range(0, count).mapToObj((i) -> pace.take()).toList();
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

		private void answer(Pace.Turn turn, long now) {
			if (now >= this.reset) {
				this.reset += this.window;
				this.remaining = this.limit;
			}
			assertThat(this.remaining).as("left at second " + now).isPositive();
			turn.answered(limit(this.limit, --this.remaining), Duration.ofSeconds(this.reset - now));
		}

	}

}
