package ai.bimpe.client.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.support.Seeds;
import ai.bimpe.simulator.core.Chaos;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that message streams lose nothing and repeat nothing whatever the server does.
 * One seed in the build; {@code docs/reliability.md} has the command that runs more.
 */
class ChaosTests {

	private static final int SEEDS = Integer.getInteger("bimpeai.chaos.seeds", 1);

	@Test
	void everyMessageArrivesOnceAndInOrderWhateverTheServerDoes() throws IOException {
		List<ChaosRun.Outcome> outcomes = new ArrayList<>();
		Seeds.checkSeeds(SEEDS, (seed) -> {
			try (ChaosRun run = new ChaosRun(seed)) {
				ChaosRun.Outcome outcome = run.run();
				System.out.println(outcome);
				outcomes.add(outcome);
				assertThat(outcome.messages()).isEqualTo(100_000);
				assertThat(outcome.strikes()).containsOnlyKeys(Chaos.Kind.values());
			}
		});
		assertThat(outcomes).hasSize(SEEDS);
		ReliabilityPage.writeWhenAsked(outcomes);
	}

}
