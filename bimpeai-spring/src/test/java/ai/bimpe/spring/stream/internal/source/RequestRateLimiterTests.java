package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestRateLimiter}.
 */
class RequestRateLimiterTests {

	private final List<String> permitted = new ArrayList<>();

	private VirtualTimeScheduler time;

	private RequestRateLimiter rateLimiter;

	@BeforeEach
	void start() {
		this.time = VirtualTimeScheduler.getOrSet();
		this.rateLimiter = new RequestRateLimiter(Duration.ofSeconds(1));
	}

	@AfterEach
	void stop() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void firstPermitIsGivenAtOnceAndTheOthersEvenly() {
		ask("a");
		ask("b");
		ask("c");
		assertThat(this.permitted).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofMillis(999));
		assertThat(this.permitted).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.permitted).containsExactly("a", "b");
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.permitted).containsExactly("a", "b", "c");
	}

	@Test
	void unusedPermitsAreNotSaved() {
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		ask("a");
		ask("b");
		assertThat(this.permitted).containsExactly("a");
	}

	@Test
	void pauseHoldsThoseWhoWaitAlready() {
		ask("a");
		ask("b");
		ask("c");
		this.rateLimiter.pause(Duration.ofSeconds(10));
		this.time.advanceTimeBy(Duration.ofMillis(9999));
		assertThat(this.permitted).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.permitted).hasSize(2);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.permitted).hasSize(3);
	}

	@Test
	void shorterPauseDoesNotEndTheLongerOne() {
		this.rateLimiter.pause(Duration.ofSeconds(10));
		this.rateLimiter.pause(Duration.ofSeconds(-1));
		ask("a");
		this.time.advanceTimeBy(Duration.ofSeconds(9));
		assertThat(this.permitted).isEmpty();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.permitted).containsExactly("a");
	}

	private void ask(String who) {
		Disposable unused = this.rateLimiter.permit().subscribe(null, null, () -> this.permitted.add(who));
	}

}
