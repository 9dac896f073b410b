package ai.bimpe.samples.recipes.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.samples.recipes.batch.RecipeProcess;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExportApplication}, in a process of its own where it is killed,
 * stopped or bounded.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(600)
class ExportApplicationTests {

	@TempDir
	private Path directory;

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final List<SimulatedConversation> conversations = new ArrayList<>();

	@AfterEach
	void close() {
		this.simulator.close();
	}

	@Test
	void missesNothingWhenKilledAgainAndAgain() throws Exception {
		talk(200, 7, "Hello");
		for (int kill = 0; kill < 3; kill++) {
			int held = holdAfter(40);
			try (RecipeProcess process = start()) {
				this.simulator.awaitRequests("listMessages", held, Duration.ofMinutes(3));
				assertThat(process.isAlive()).as(process::output).isTrue();
				process.kill();
			}
			this.simulator.clearFaults();
		}
		assertThat(runHere()).isZero();
		assertThat(ExportFixture.ids(file())).isEqualTo(ExportFixture.ids(this.conversations));
		// No more than those in flight were read twice.
		assertThat(this.simulator.count("listMessages")).isBetween(200, 200 + 3 * (1 + ExportFixture.CONCURRENCY + 1));
	}

	@Test
	void stopsInGoodOrder() throws Exception {
		talk(200, 7, "Hello");
		int held = holdAfter(50);
		try (RecipeProcess process = start()) {
			this.simulator.awaitRequests("listMessages", held, Duration.ofMinutes(3));
			process.stop();
			process.exitCode();
			assertThat(process.output()).contains("Stopped: start it again to go on").doesNotContain("Exception");
		}
		assertThat(Files.readString(file())).endsWith("\n");
		this.simulator.clearFaults();
		assertThat(runHere()).isZero();
		assertThat(ExportFixture.ids(file())).isEqualTo(ExportFixture.ids(this.conversations));
	}

	@Test
	void takesLittleMemoryAndShowsNoText() throws Exception {
		// More than twice the heap of the process.
		talk(40, 200, "secret" + "x".repeat(12_700));
		try (RecipeProcess process = start("-Xmx48m")) {
			assertThat(process.exitCode()).as(process::output).isZero();
			assertThat(process.output()).contains("Complete: 40 conversations with 8000 messages")
				.contains("40/40 conversations")
				.doesNotContain("secret", this.simulator.apiKey());
		}
		assertThat(Files.size(file())).isGreaterThan(2 * 48 * 1024 * 1024L);
	}

	@Test
	void saysHowToGoOnAfterFailure(CapturedOutput output) {
		talk(3, 1, "secret");
		this.simulator.on("listConversations").respond(401);
		assertThat(runHere()).isEqualTo(1);
		assertThat(output).contains("401", "start it again to go on")
			.doesNotContain("secret", "\tat ", this.simulator.apiKey());
	}

	@Test
	void saysWhichPropertyIsMissing() throws Exception {
		try (RecipeProcess process = RecipeProcess.start(ExportApplication.class, this.simulator, this.directory)) {
			assertThat(process.exitCode()).isEqualTo(1);
			assertThat(process.output())
				.contains("export.agent-id", "the id of the agent whose conversations are exported is needed")
				.doesNotContain("\tat ");
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	/**
	 * Have the export stop and wait in the middle, whatever the speed of the machine.
	 * @param requests how many are answered before
	 * @return how many there are with the first that is not answered
	 */
	private int holdAfter(int requests) {
		this.simulator.on("listMessages").times(requests).delay(Duration.ZERO);
		this.simulator.on("listMessages").hang();
		return this.simulator.count("listMessages") + requests + 1;
	}

	private RecipeProcess start(String... args) {
		return RecipeProcess.start(ExportApplication.class, this.simulator, this.directory, arguments(args));
	}

	/**
	 * Export in this process, where nothing has to be done to the application from
	 * outside.
	 * @return the exit code of the application
	 */
	private int runHere() {
		List<String> all = new ArrayList<>(List.of(arguments()));
		all.addAll(RecipeProcess.connection(this.simulator));
		return ExportApplication.run(all.toArray(String[]::new));
	}

	private String[] arguments(String... args) {
		List<String> all = new ArrayList<>(List.of(args));
		all.add("--export.agent-id=" + this.agent.id());
		all.add("--export.file=" + file());
		return all.toArray(String[]::new);
	}

	private void talk(int conversations, int messages, String text) {
		for (int i = 0; i < conversations; i++) {
			SimulatedConversation conversation = this.agent.newConversation();
			for (int j = 0; j < messages; j++) {
				conversation.receives(text);
			}
			this.conversations.add(conversation);
		}
	}

	private Path file() {
		return this.directory.resolve("export.jsonl");
	}

}
