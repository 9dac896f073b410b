package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestRateLimiter}.
 */
class RequestRateLimiterTests {

	private final List<String> permitted = new ArrayList<>();

	private final VirtualTime time = new VirtualTime();

	private final RequestRateLimiter rateLimiter = new RequestRateLimiter(Duration.ofSeconds(1), this.time.source());

	@Test
	void firstPermitIsGivenAtOnceAndTheOthersEvenly() {
		ask("a");
		ask("b");
		ask("c");
		assertThat(this.permitted).containsExactly("a");
		this.time.advance(Duration.ofMillis(999));
		assertThat(this.permitted).containsExactly("a");
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.permitted).containsExactly("a", "b");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.permitted).containsExactly("a", "b", "c");
	}

	@Test
	void whatIsLeftOfTheMinuteGrowsAgainAsPermitsGrowOld() {
		assertThat(this.rateLimiter.remaining()).isEqualTo(60);
		ask("a");
		ask("b");
		assertThat(this.rateLimiter.remaining()).isEqualTo(58);
		this.time.advance(Duration.ofSeconds(60));
		assertThat(this.rateLimiter.remaining()).isEqualTo(59);
		this.rateLimiter.pause(Duration.ofSeconds(1));
		assertThat(this.rateLimiter.remaining()).isZero();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.rateLimiter.remaining()).isEqualTo(60);
	}

	@Test
	void gapThatChangesIsThatOfTheNextPermits() {
		this.rateLimiter.gap(Duration.ofSeconds(2));
		ask("a");
		ask("b");
		this.time.advance(Duration.ofMillis(1999));
		assertThat(this.permitted).containsExactly("a");
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.permitted).containsExactly("a", "b");
	}

	@Test
	void resumingWithoutPauseSavesNoTime() {
		ask("a");
		this.rateLimiter.resume();
		ask("b");
		assertThat(this.permitted).containsExactly("a");
	}

	@Test
	void unusedPermitsAreNotSaved() {
		this.time.advance(Duration.ofMinutes(1));
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
		this.time.advance(Duration.ofMillis(9999));
		assertThat(this.permitted).containsExactly("a");
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.permitted).hasSize(2);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.permitted).hasSize(3);
	}

	@Test
	void shorterPauseDoesNotEndTheLongerOne() {
		this.rateLimiter.pause(Duration.ofSeconds(10));
		this.rateLimiter.pause(Duration.ofSeconds(-1));
		ask("a");
		this.time.advance(Duration.ofSeconds(9));
		assertThat(this.permitted).isEmpty();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.permitted).containsExactly("a");
	}

	@Test
	void resumingEndsThePauseAndSpacesThoseWhoWait() {
		this.rateLimiter.pause(Duration.ofMinutes(10));
		ask("a");
		ask("b");
		ask("c");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.permitted).isEmpty();
		this.rateLimiter.resume();
		assertThat(this.permitted).hasSize(1);
		this.time.advance(Duration.ofMillis(999));
		assertThat(this.permitted).hasSize(1);
		this.time.advance(Duration.ofMillis(1001));
		assertThat(this.permitted).containsExactlyInAnyOrder("a", "b", "c");
	}

	private void ask(String who) {
		Disposable unused = this.rateLimiter.permit().subscribe(null, null, () -> this.permitted.add(who));
	}

}
