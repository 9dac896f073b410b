package ai.bimpe.samples.quickstart;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the quickstart with an agent that does not answer.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(properties = "quickstart.patience=1s")
@AutoConfigureBimpeAISimulator
@Timeout(60)
class SilentAgentTests {

	@Test
	void saysWhatToDoWithoutAnswer(@Autowired ExitCodeGenerator cook, Simulator simulator, CapturedOutput output) {
		assertThat(simulator).received("createConversationMessage").once();
		assertThat(cook.getExitCode()).isEqualTo(1);
		assertThat(output.getErr()).contains("The agent did not answer within 1 seconds")
			.contains("What to do: See in the console whether the agent is live");
	}

}
