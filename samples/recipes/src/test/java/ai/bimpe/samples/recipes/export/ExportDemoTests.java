package ai.bimpe.samples.recipes.export;

import java.nio.file.Path;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExportDemo}, where a real export is configured.
 */
@SpringBootTest(properties = { "spring.config.name=export", "export.agent-id=agt_real", "export.file=real.jsonl" })
@ActiveProfiles("demo")
@Timeout(120)
class ExportDemoTests {

	@Test
	void keepsAwayFromRealExport(@Autowired ExportProperties properties, @Autowired Simulator simulator) {
		assertThat(properties.file()).isEqualTo(Path.of("target/conversations.jsonl"));
		assertThat(properties.agentId()).isNotEqualTo("agt_real");
		assertThat(simulator.hasAgent(properties.agentId())).isTrue();
	}

}
