package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerClock}.
 */
class ServerClockTests {

	private final VirtualTime time = new VirtualTime();

	private final ServerClock clock = new ServerClock(this.time.source());

	@Test
	void isThatOfTheMachineUntilTheServerHasAnswered() {
		this.clock.synchronize(null);
		assertThat(this.clock.instant()).isEqualTo(this.time.now());
	}

	@Test
	void wholeSecondsDoNotMoveTheTimeOfMachineThatIsRight() {
		this.clock.synchronize(this.time.now().minusMillis(999));
		assertThat(this.clock.instant()).isEqualTo(this.time.now());
	}

	@Test
	void followsTheServerWhenTheMachineIsAhead() {
		this.clock.synchronize(this.time.now().minus(Duration.ofMinutes(10)));
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.clock.instant()).isEqualTo(this.time.now().minus(Duration.ofMinutes(10)));
	}

	@Test
	void startIsNotLaterThanWhenTheSourceWasOpened() {
		this.time.advance(Duration.ofMinutes(5));
		Instant date = this.time.now().minus(Duration.ofMinutes(10));
		Instant opened = date.minus(Duration.ofMinutes(5)).minusSeconds(1);
		assertThat(this.clock.start(date, null)).isEqualTo(opened);
		assertThat(this.clock.start(date, opened.plusMillis(1))).isEqualTo(opened);
	}

	@Test
	void startIsTheNewestMessageWhenItIsOlder() {
		Instant date = this.time.now();
		Instant newest = date.minusSeconds(2);
		assertThat(this.clock.start(date, newest)).isEqualTo(newest);
	}

	@Test
	void startIsTheNewestMessageWhenTheServerDoesNotSayItsTime() {
		Instant newest = Instant.parse("2026-07-04T07:55:53Z");
		assertThat(this.clock.start(null, newest)).isEqualTo(newest);
	}

	@Test
	void startIsThatOfTheMachineWhenTheServerSaysNothing() {
		Instant opened = this.time.now();
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.clock.start(null, null)).isEqualTo(opened.minusSeconds(1));
	}

	@Test
	void pageThatIsSortedOrTheOnlyOneTellsTheNewestMessage() {
		Instant first = Instant.parse("2026-07-04T07:55:53Z");
		Instant second = first.minusSeconds(1);
		assertThat(ServerClock.newest(List.of(first, second), false)).isEqualTo(first);
		assertThat(ServerClock.newest(List.of(second, first), true)).isEqualTo(first);
		assertThat(ServerClock.newest(List.of(second, first), false)).isNull();
		assertThat(ServerClock.newest(Arrays.asList(first, null), false)).isNull();
		assertThat(ServerClock.newest(List.of(), true)).isNull();
	}

}
