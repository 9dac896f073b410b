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
 * Tests for {@link QuickstartApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
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

	@Test
	void saysWhatToDoWithoutNetwork(CapturedOutput output) {
		String closed;
		try (Simulator api = Simulator.start()) {
			closed = api.baseUrl();
		}
		assertThat(QuickstartApplication.run("--bimpeai.api-key=sk_real", "--bimpeai.base-url=" + closed)).isEqualTo(1);
		assertThat(output.getErr()).contains("What to do: Check the network");
	}

	@Test
	void saysWhatToDoWithoutAnswer(CapturedOutput output) {
		try (Simulator api = Simulator.builder().answering(false).start()) {
			int exitCode = QuickstartApplication.run("--bimpeai.api-key=sk_real", "--bimpeai.base-url=" + api.baseUrl(),
					"--quickstart.patience=1s");
			assertThat(exitCode).isEqualTo(1);
			assertThat(output.getErr()).contains("The agent did not answer within 1 seconds")
				.contains("What to do: See in the console whether the agent is live");
		}
	}

	@Test
	void saysWhatToDoWithoutWorkflow(CapturedOutput output) {
		try (Simulator api = Simulator.start()) {
			api.on("listWorkflows").respondRaw(200, "application/json", """
					{"message": "ok", "data": [], "meta": {"total": 0, "page": 1, "limit": 20, "total_pages": 0}}""");
			assertThat(QuickstartApplication.run("--bimpeai.api-key=sk_real", "--bimpeai.base-url=" + api.baseUrl()))
				.isEqualTo(1);
			assertThat(output.getErr()).contains("There is no public workflow for restaurants");
		}
	}

}
