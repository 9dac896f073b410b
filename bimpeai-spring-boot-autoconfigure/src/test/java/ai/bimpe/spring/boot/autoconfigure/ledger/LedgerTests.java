package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application of three instances loses no message, and delivers those of
 * each conversation in order, whatever happens to its processes, its store and its
 * listeners. One round of faults in the build; {@code docs/reliability.md} has the
 * command that runs longer.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Processes are stopped by signals")
class LedgerTests {

	private static final int MINUTES = Integer.getInteger("bimpeai.ledger.minutes", 0);

	private static final Duration LEASE = Duration.ofSeconds((MINUTES > 0) ? 5 : 2);

	private static final Duration OUTAGE = Duration.ofSeconds((MINUTES > 0) ? 60 : 2);

	private static final List<LedgerResult> RESULTS = new ArrayList<>();

	@TempDir
	Path directory;

	@AfterAll
	static void write() throws IOException {
		ReliabilityPage.writeWhenAsked(RESULTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "redis" })
	void nothingIsLostOrOutOfOrderAndOnlyMessagesInFlightComeTwice(String store) throws Exception {
		LedgerRun run = new LedgerRun(store, LEASE, OUTAGE, this.directory);
		try {
			LedgerResult result = run.run(Duration.ofMinutes(MINUTES));
			RESULTS.add(result);
			LedgerCheck check = result.check();
			System.out.printf("%s%sStalled: %s, duplicates not explained: %d%n", result.row(), result.rows(),
					result.stalled(), check.unexplained().size());
			assertThat(result.messages()).isGreaterThan(500);
			assertThat(run.ahead(0)).isCloseTo(Duration.ZERO, Duration.ofSeconds(5));
			assertThat(run.ahead(LedgerRun.AHEAD)).isCloseTo(LedgerRun.AHEAD_BY, Duration.ofSeconds(5));
			assertThat(check.lost()).isEmpty();
			assertThat(check.outOfOrder()).isEmpty();
			// A machine that stalls stops processes as a signal does.
			if (!result.stalled()) {
				assertThat(check.unexplained()).isEmpty();
				assertThat(result.excesses()).isEmpty();
			}
		}
		finally {
			run.close();
		}
	}

}
