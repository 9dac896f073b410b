package ai.bimpe.samples.recipes.refresh;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

import ai.bimpe.samples.recipes.batch.AheadSimulator;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a refresh under a rate limit.
 */
@RefreshTest
@Import({ AheadSimulator.class, RefreshFixture.class })
class RefreshRateLimitTests {

	@TempDir
	private Path folder;

	@Autowired
	private RefreshFixture fixture;

	@Test
	void isNotRefusedOnce(Simulator simulator, SimulatedAgent agent, @Autowired SimulatorTime time) {
		IntStream.range(0, 28).forEach((i) -> RefreshFixture.write(this.folder, i + ".md", "Text " + i));
		// So that the first call does not take longer than the minute lasts.
		this.fixture.learnt(agent);
		simulator.clearRequests();
		simulator.settings().rateLimit(20);
		// This minute is over in three seconds; the next one has room for the rest.
		time.setTo(time.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60 + 57));
		assertThat(this.fixture.refresh(agent, this.folder).created()).isEqualTo(28);
		assertThat(simulator.requests()).hasSize(1 + 28);
	}

}
