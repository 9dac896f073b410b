package ai.bimpe.samples.recipes.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Export}.
 */
@ExportTest
@Import(ExportFixture.class)
class ExportTests {

	@TempDir
	private Path directory;

	@Autowired
	private ExportFixture fixture;

	@Test
	void writesEachConversationAndThenItsMessages(SimulatedAgent agent) {
		List<SimulatedConversation> conversations = this.fixture.talk(agent, 2, 0, 1);
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(3, 3));
		List<ExportLine> lines = ExportFixture.lines(file());
		assertThat(ExportFixture.ids(file())).isEqualTo(ExportFixture.ids(conversations));
		assertThat(Objects.requireNonNull(lines.get(0).export()).agentId()).isEqualTo(agent.id());
		assertThat(Objects.requireNonNull(lines.get(2).message()).message()).isEqualTo("Message 1");
		assertThat(lines.get(lines.size() - 1).complete()).isEqualTo(new Count(3, 3));
	}

	@Test
	void walksOverAllPages(Simulator simulator, SimulatedAgent agent) {
		int[] messages = new int[250];
		Arrays.fill(messages, 1);
		messages[120] = 330;
		List<SimulatedConversation> conversations = this.fixture.talk(agent, messages);
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(250, 249 + 330));
		assertThat(ExportFixture.ids(file())).isEqualTo(ExportFixture.ids(conversations));
		assertThat(simulator.count("listConversations")).isEqualTo(3);
		assertThat(simulator.count("listMessages")).isEqualTo(249 + 4);
	}

	@Test
	void leavesOutWhatCameAfterItHadBegun(SimulatedAgent agent) throws IOException {
		List<SimulatedConversation> conversations = this.fixture.talk(agent, 1, 1);
		this.fixture.export(agent, file());
		List<String> before = ExportFixture.ids(file());
		Files.write(file(), Files.readAllLines(file()).subList(0, 1));
		conversations.get(1).receives("Too late");
		agent.newConversation().receives("Too late, too");
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(2, 2));
		assertThat(ExportFixture.ids(file())).isEqualTo(before);
	}

	@Test
	void asksNothingWhenTheFileIsComplete(Simulator simulator, SimulatedAgent agent) {
		this.fixture.talk(agent, 2);
		Count count = this.fixture.export(agent, file());
		simulator.clearRequests();
		assertThat(this.fixture.export(agent, file())).isEqualTo(count);
		assertThat(simulator.requests()).isEmpty();
	}

	@Test
	void goesOnWithoutConversationThatIsDeletedMeanwhile(SimulatedAgent agent) {
		List<SimulatedConversation> conversations = this.fixture.talk(agent, 1, 1, 1);
		conversations.get(1).on("listMessages").respond(404);
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(3, 2));
	}

	@Test
	void refusesListInAnotherOrder(SimulatedAgent agent) {
		this.fixture.talk(agent, 0);
		agent.on("listConversations").respondRaw(200, "application/json", """
				{"message": "Success", "data": [%s, %s]}""".formatted(conversation("2"), conversation("1")));
		assertThatExceptionOfType(ExportException.class).isThrownBy(() -> this.fixture.export(agent, file()))
			.withMessageContaining("did not sort");
	}

	@Test
	void slowConversationHoldsBackTheOthers(Simulator simulator, SimulatedAgent agent) {
		int[] messages = IntStream.range(0, 40).map((i) -> 300).toArray();
		List<SimulatedConversation> conversations = this.fixture.talk(agent, messages);
		conversations.get(0).on("listMessages").times(1).delay(Duration.ofSeconds(1));
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(40, 12_000));
		List<RecordedRequest> requests = simulator.requests("listMessages");
		Instant answered = conversations.get(0).requests().get(0).receivedAt().plusMillis(900);
		assertThat(requests.subList(ExportFixture.CONCURRENCY, requests.size()))
			.allSatisfy((request) -> assertThat(request.receivedAt()).isAfter(answered));
	}

	@Test
	void waitsAsLongAsTheServerAsks(Simulator simulator, SimulatedAgent agent) {
		this.fixture.talk(agent, 1, 1, 1, 1, 1);
		simulator.on("listMessages").times(3).respond(429).retryAfter(Duration.ofSeconds(1));
		long start = System.nanoTime();
		assertThat(this.fixture.export(agent, file())).isEqualTo(new Count(5, 5));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(simulator.count("listMessages")).isEqualTo(5 + 3);
	}

	private Path file() {
		return this.directory.resolve("export.jsonl");
	}

	private static String conversation(String id) {
		return """
				{"id": "%s", "channel_type": "webchat", "is_test_channel": false, "is_ai_chat_paused": false,
				"needs_attention": false, "created_at": "2020-01-01T00:00:0%sZ", "updated_at": "2020-01-01T00:00:00Z"}
				""".formatted(id, id);
	}

}
