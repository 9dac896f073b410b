package ai.bimpe.samples.recipes.export;

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
 * Tests for an export under a rate limit.
 */
@ExportTest
@Import({ AheadSimulator.class, ExportFixture.class })
class ExportRateLimitTests {

	@TempDir
	private Path directory;

	@Autowired
	private ExportFixture fixture;

	@Test
	void isNotRefusedOnce(Simulator simulator, SimulatedAgent agent, @Autowired SimulatorTime time) {
		this.fixture.talk(agent, IntStream.range(0, 28).map((i) -> 1).toArray());
		// So that the first call does not take longer than the minute lasts.
		this.fixture.export(simulator.newAgent("Other"), this.directory.resolve("other.jsonl"));
		simulator.clearRequests();
		simulator.settings().rateLimit(20);
		// This minute is over in three seconds; the next one has room for the rest.
		time.setTo(time.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60 + 57));
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(28, 28));
		assertThat(simulator.requests()).hasSize(1 + 28);
	}

	private Path file() {
		return this.directory.resolve("export.jsonl");
	}

}
