package ai.bimpe.samples.recipes.handover;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandoverDemo}, where real data are configured.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "handover.interval=50ms", "handover.agent-id=agt_real",
				"spring.datasource.url=jdbc:nowhere:real" })
@ActiveProfiles("demo")
@Timeout(120)
class HandoverDemoTests {

	@Test
	void bringsPersonIn(CapturedOutput output) {
		assertThat(output.getOut()).containsSubsequence("Noor: The lamp is broken.",
				"E-mail: A customer asks for a person", "https://desk.example.com/conversations/",
				"A person: I am sorry!", "The AI goes on");
	}

}
