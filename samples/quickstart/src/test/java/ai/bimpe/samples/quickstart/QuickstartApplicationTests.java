package ai.bimpe.samples.quickstart;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuickstartApplication} as it is started: the key alone decides whom it
 * talks to, so that no simulator is put in place of the API here.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class QuickstartApplicationTests {

	@Test
	void doesEveryStepAgainstTheEmbeddedSimulator(CapturedOutput output) {
		assertThat(QuickstartApplication.run()).isZero();
		assertThat(output.getOut()).containsSubsequence("using the embedded BimpeAI simulator",
				"1. Found the public workflow 'Restaurant", "2. Created the agent", "3. Taught it", "4. It has ",
				"5. Asked: How much is a Margherita?", "Heard from user: How much is a Margherita?",
				"Heard from assistant: ", "12 euros", "Done");
		assertThat(output.getErr()).isEmpty();
	}

	@Test
	void usesTheApiItselfWhenThereIsKey(CapturedOutput output) {
		try (Simulator api = Simulator.start()) {
			assertThat(QuickstartApplication.run("--bimpeai.api-key=sk_real", "--bimpeai.base-url=" + api.baseUrl()))
				.isZero();
			assertThat(output).doesNotContain("embedded", "sk_real").contains("Done");
			assertThat(api.requests("createAgent")).hasSize(1)
				.allSatisfy((request) -> assertThat(request.header("Idempotency-Key")).startsWith("quickstart-"));
			api.awaitOpenStreams(0, Duration.ofSeconds(10));
		}
	}

	@Test
	void saysWhatToDoAboutRefusedKey(CapturedOutput output) {
		try (Simulator api = Simulator.start()) {
			int exitCode = QuickstartApplication.run("--bimpeai.api-key=wrong", "--bimpeai.base-url=" + api.baseUrl());
			assertThat(exitCode).isEqualTo(1);
			assertThat(output.getErr()).contains("It did not work")
				.contains("What to do: Set BIMPEAI_API_KEY to a key of your team");
		}
	}

}
