package ai.bimpe.samples.recipes.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for going on with an export that was interrupted.
 */
@ExportTest
@Import(ExportFixture.class)
class ExportResumeTests {

	@TempDir
	private Path directory;

	@Autowired
	private ExportFixture fixture;

	@Test
	void endsAlikeWhereverTheFileIsCut(SimulatedAgent agent) throws IOException {
		this.fixture.talk(agent, 2, 0, 3);
		this.fixture.export(agent, file());
		byte[] whole = Files.readAllBytes(file());
		for (int length = firstLine(whole); length < whole.length; length += step(whole, length)) {
			Files.write(file(), Arrays.copyOf(whole, length));
			assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(3, 5));
			assertThat(Files.readAllBytes(file())).as("cut after %s bytes", length).isEqualTo(whole);
		}
	}

	@Test
	void endsAlikeWhicheverRequestFails(Simulator simulator, SimulatedAgent agent) throws IOException {
		List<SimulatedConversation> conversations = this.fixture.talk(agent, 1, 120, 0, 250, 2, 3);
		this.fixture.export(agent, file());
		List<String> whole = ExportFixture.ids(file());
		int requests = simulator.count("listConversations") + simulator.count("listMessages");
		for (int failing = 1; failing <= requests; failing++) {
			Files.delete(file());
			simulator.onAny().times(failing - 1).header("X-Passed", "yes");
			simulator.onAny().times(1).respond(401);
			assertThatExceptionOfType(AuthenticationException.class)
				.isThrownBy(() -> this.fixture.export(agent, file()));
			simulator.clearFaults();
			this.fixture.export(agent, file());
			assertThat(ExportFixture.ids(file())).as("request %s failed", failing).isEqualTo(whole);
		}
		assertThat(whole).isEqualTo(ExportFixture.ids(conversations));
	}

	@Test
	void readsNoConversationTwice(Simulator simulator, SimulatedAgent agent) throws IOException {
		List<SimulatedConversation> conversations = this.fixture.talk(agent, 1, 1, 1, 1);
		this.fixture.export(agent, file());
		List<String> lines = Files.readAllLines(file());
		Files.write(file(), lines.subList(0, 5));
		simulator.clearRequests();
		this.fixture.export(agent, file());
		assertThat(conversations).extracting((conversation) -> conversation.requests().size())
			.containsExactly(0, 1, 1, 1);
	}

	@Test
	void leavesFileThatIsNoExportAlone(SimulatedAgent agent) throws IOException {
		for (String other : List.of("", "Dear diary", "Dear diary\n", "{\"name\": \"value\"}\n", "null\n", "\n")) {
			Files.writeString(file(), other);
			assertThatExceptionOfType(ExportException.class).isThrownBy(() -> this.fixture.export(agent, file()))
				.withMessageContaining("is not an export");
			assertThat(file()).hasContent(other);
		}
	}

	@Test
	void refusesFileOfAnotherAgent(Simulator simulator, SimulatedAgent agent) {
		this.fixture.export(agent, file());
		assertThatExceptionOfType(ExportException.class)
			.isThrownBy(() -> this.fixture.export(simulator.newAgent("Other"), file()))
			.withMessageContaining(agent.id());
	}

	@Test
	void refusesFileThatIsBeingWritten(SimulatedAgent agent) throws IOException {
		this.fixture.export(agent, file());
		try (ExportFile open = ExportFile.open(file(), agent.id(), Instant.now())) {
			assertThatExceptionOfType(ExportException.class).isThrownBy(() -> this.fixture.export(agent, file()))
				.withMessageContaining("Another export is writing");
			assertThat(open.count()).isEqualTo(Count.ZERO);
		}
	}

	@Test
	void othersMayNotReadTheFile(SimulatedAgent agent) throws IOException {
		this.fixture.export(agent, file());
		assertThat(Files.getPosixFilePermissions(file())).extracting(Enum::name)
			.containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
	}

	private Path file() {
		return this.directory.resolve("export.jsonl");
	}

	// Every cut near the end of a line, and some in between.
	private static int step(byte[] bytes, int length) {
		for (int i = length - 2; i < Math.min(length + 8, bytes.length); i++) {
			if (bytes[i] == '\n') {
				return 1;
			}
		}
		return 5;
	}

	private static int firstLine(byte[] bytes) {
		int end = 0;
		while (bytes[end] != '\n') {
			end++;
		}
		return end + 1;
	}

}
