package ai.bimpe.samples.quickstart;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.BimpeAITest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuickstartRunner} and the {@link QuickstartSteps} it follows.
 */
@BimpeAITest
@Import({ QuickstartSteps.class, Printer.class })
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class QuickstartRunnerTests {

	@Autowired
	private QuickstartSteps recipe;

	@Autowired
	private Printer printer;

	@BeforeEach
	void answers(Simulator simulator) {
		simulator.settings().answering(true);
	}

	@Test
	void doesEveryStep(Simulator simulator, CapturedOutput output) {
		assertThat(cook()).isZero();
		assertThat(output.getOut()).containsSubsequence("1. Found the public workflow 'Restaurant",
				"2. Created the agent", "3. Taught it", "4. It has ", "5. Asked: How much is a Margherita?",
				"Heard from user: How much is a Margherita?", "Heard from assistant: ", "12 euros", "Done");
		assertThat(output.getErr()).isEmpty();
		assertThat(simulator).received("createAgent").withField("name", "Restaurant assistant").once();
		assertThat(simulator.requests("createAgent"))
			.allSatisfy((request) -> assertThat(request.header("Idempotency-Key")).startsWith("quickstart-"));
		assertThat(simulator).received("createKnowledgeBase").times(2);
		assertThat(simulator).received("createConversationMessage")
			.withField("message", "How much is a Margherita?")
			.once();
	}

	@Test
	void saysWhatToDoAboutMissingRights(Simulator simulator, CapturedOutput output) {
		simulator.on("createAgent").respond(403);
		assertThat(cook()).isEqualTo(1);
		assertThat(output.getErr()).contains("It did not work")
			.contains("What to do: Give the key in BIMPEAI_API_KEY the rights");
		assertThat(simulator).receivedNo("createKnowledgeBase");
	}

	@Test
	void saysWhatToDoAboutTooManyRequests(Simulator simulator, CapturedOutput output) {
		simulator.on("listWorkflows").respond(429).retryAfter(Duration.ZERO);
		assertThat(cook()).isEqualTo(1);
		assertThat(output.getErr()).contains("What to do: Wait a minute");
	}

	@Test
	void saysWhatToDoWithoutNetwork(Simulator simulator, CapturedOutput output) {
		simulator.on("listWorkflows").resetConnection();
		assertThat(cook()).isEqualTo(1);
		assertThat(output.getErr()).contains("What to do: Check the network");
	}

	@Test
	void saysWhatToDoWithoutWorkflow(Simulator simulator, CapturedOutput output) {
		simulator.on("listWorkflows").respondRaw(200, "application/json", """
				{"message": "ok", "data": [], "meta": {"total": 0, "page": 1, "limit": 20, "total_pages": 0}}""");
		assertThat(cook()).isEqualTo(1);
		assertThat(output.getErr()).contains("There is no public workflow for restaurants");
		assertThat(simulator).receivedNo("createAgent");
	}

	private int cook() {
		QuickstartRunner cook = new QuickstartRunner(this.recipe, this.printer);
		cook.run(new DefaultApplicationArguments());
		return cook.getExitCode();
	}

}
