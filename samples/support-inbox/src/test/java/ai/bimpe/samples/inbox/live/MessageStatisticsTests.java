package ai.bimpe.samples.inbox.live;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageStatistics} and its {@link Chart}.
 */
class MessageStatisticsTests {

	private final Instant now = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);

	private final MessageStatistics statistics = new MessageStatistics();

	@Test
	void countsMessagesByTheMinuteOfTheirWriting() {
		add(Duration.ZERO);
		add(Duration.ofSeconds(-1));
		add(Duration.ofMinutes(-1));
		int[] counts = this.statistics.perMinute(this.now);
		assertThat(counts).hasSize(MessageStatistics.MINUTES).endsWith(0, 2, 1);
	}

	@Test
	void forgetsWhatIsOlderThanTheChart() {
		add(Duration.ofMinutes(-MessageStatistics.MINUTES));
		add(Duration.ofMinutes(-MessageStatistics.MINUTES + 1));
		assertThat(this.statistics.perMinute(this.now)).startsWith(1).containsOnlyOnce(1);
	}

	@Test
	void countsMessagesOfServerWhoseClockIsAhead() {
		add(Duration.ofMinutes(3));
		assertThat(this.statistics.perMinute(this.now)).endsWith(1);
	}

	@Test
	void knowsHowLongTheLastMessageWasOnItsWay() {
		assertThat(this.statistics.delay()).isNull();
		this.statistics.add(this.now.minusMillis(300), this.now);
		assertThat(this.statistics.delay()).isEqualTo(Duration.ofMillis(300));
	}

	@Test
	void takesNoDelayFromMessagesOfThePast() {
		this.statistics.add(Instant.now().minusSeconds(600), Instant.now());
		assertThat(this.statistics.delay()).isNull();
	}

	@Test
	void drawsTheBusiestMinuteOverTheWholeHeight() {
		Chart chart = Chart.of(new int[] { 0, 5, 10 });
		assertThat(chart.total()).isEqualTo(15);
		assertThat(chart.most()).isEqualTo(10);
		assertThat(chart.bars()).extracting(Chart.Bar::height).containsExactly(1, 20, 40);
		assertThat(chart.bars()).allSatisfy((bar) -> assertThat(bar.y() + bar.height()).isEqualTo(40));
	}

	private void add(Duration offset) {
		this.statistics.add(this.now.plus(offset), this.now);
	}

}
