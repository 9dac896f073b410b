package ai.bimpe.samples.recipes.refresh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.bimpe.samples.recipes.batch.RecipeProcess;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshApplication}, in a process of its own where it is killed,
 * stopped, bounded or left to itself.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(600)
class RefreshApplicationTests {

	private static final int FILES = 120;

	@TempDir
	private Path folder;

	@TempDir
	private Path directory;

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	@BeforeEach
	void prepare() {
		IntStream.range(0, FILES).forEach((i) -> RefreshFixture.write(this.folder, i + ".md", "secret " + i));
	}

	@AfterEach
	void close() {
		this.simulator.close();
	}

	@Test
	void uploadsNothingTwiceWhenKilledAgainAndAgain(CapturedOutput output) throws Exception {
		for (int kill = 0; kill < 3; kill++) {
			int held = holdAfter(20, Duration.ofMinutes(10));
			try (RecipeProcess process = start("--once")) {
				this.simulator.awaitRequests("createKnowledgeBase", held, Duration.ofMinutes(3));
				assertThat(process.isAlive()).as(process::output).isTrue();
				process.kill();
			}
			this.simulator.clearFaults();
		}
		assertThat(runOnce()).isTrue();
		assertThat(output).contains("Refreshed: ", " unchanged", FILES + "/" + FILES + " files")
			.doesNotContain("secret", this.simulator.apiKey());
		assertThat(this.simulator.requests("createKnowledgeBase")).hasSize(FILES)
			.extracting(RecordedRequest::body)
			.doesNotHaveDuplicates();
		assertThat(this.simulator.count("updateKnowledgeBase")).isZero();
	}

	@Test
	void takesLittleMemory() throws Exception {
		// In memory a character takes two bytes: more than the whole heap of the process,
		// most of which the application needs for itself.
		String part = "\u4e16".repeat(TextSplitter.MAX_LENGTH);
		for (int file = 0; file < 8; file++) {
			RefreshFixture.write(this.folder, "book-" + file + ".txt", part.repeat(800));
		}
		try (RecipeProcess process = start("--once", "-Xmx28m")) {
			assertThat(process.exitCode()).as(process::output).isZero();
			assertThat(process.output()).contains("Refreshed: " + (8 * 800 + FILES) + " new");
		}
	}

	@Test
	void stopsInGoodOrder() throws Exception {
		// The step in hand is waited for; there are 90 of them.
		int held = holdAfter(29, Duration.ofSeconds(1));
		try (RecipeProcess process = start("--once")) {
			this.simulator.awaitRequests("createKnowledgeBase", held, Duration.ofMinutes(3));
			process.stop();
			process.exitCode();
			assertThat(process.output()).contains("Stopped: start it again to go on").doesNotContain("Exception");
		}
		this.simulator.clearFaults();
		assertThat(runOnce()).isTrue();
		assertThat(this.simulator.count("createKnowledgeBase")).isEqualTo(FILES);
	}

	@Test
	void refreshesWheneverItIsTime() throws Exception {
		try (RecipeProcess process = start("--refresh.cron=* * * * * *")) {
			this.simulator.awaitRequests("listKnowledgeBases", 3, Duration.ofMinutes(3));
			process.stop();
			process.exitCode();
			assertThat(process.output()).contains("Refreshed: " + FILES + " new", "Refreshed: 0 new")
				.doesNotContain("Exception");
		}
		assertThat(this.simulator.count("createKnowledgeBase")).isEqualTo(FILES);
	}

	@Test
	void refreshesOnceAlthoughItIsTime(CapturedOutput output) {
		// A second begins meanwhile.
		this.simulator.on("listKnowledgeBases").delay(Duration.ofMillis(1500));
		assertThat(runOnce("--refresh.cron=* * * * * *")).isTrue();
		assertThat(output).contains("Refreshed: ").doesNotContain("Exception");
		assertThat(this.simulator.count("listKnowledgeBases")).isOne();
	}

	@Test
	void saysWhichPropertyIsWrong() throws Exception {
		try (RecipeProcess process = start("--once", "--refresh.cron=every night")) {
			assertThat(process.exitCode()).isEqualTo(1);
			assertThat(process.output()).contains("refresh.cron", "every night", "a cron expression with six fields")
				.doesNotContain("\tat ");
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	/**
	 * Have the refresh wait in the middle, whatever the speed of the machine.
	 * @param requests how many are answered at once before
	 * @param delay how long each further one is held back
	 * @return how many there are with the first that is held back
	 */
	private int holdAfter(int requests, Duration delay) {
		this.simulator.on("createKnowledgeBase").times(requests).delay(Duration.ZERO);
		this.simulator.on("createKnowledgeBase").delay(delay);
		return this.simulator.count("createKnowledgeBase") + requests + 1;
	}

	private RecipeProcess start(String... args) {
		return RecipeProcess.start(RefreshApplication.class, this.simulator, this.directory, arguments(args));
	}

	/**
	 * Refresh once in this process, where nothing has to be done to the application from
	 * outside.
	 * @param args arguments of the application
	 * @return whether the application would exit with code 0
	 */
	private boolean runOnce(String... args) {
		List<String> all = new ArrayList<>(List.of(arguments(args)));
		all.add("--once");
		all.addAll(RecipeProcess.connection(this.simulator));
		return RefreshApplication.once(RefreshApplication.start(all.toArray(String[]::new))) == 0;
	}

	private String[] arguments(String... args) {
		List<String> all = new ArrayList<>(List.of(args));
		all.add("--refresh.agent-id=" + this.agent.id());
		all.add("--refresh.folder=" + this.folder);
		return all.toArray(String[]::new);
	}

}
