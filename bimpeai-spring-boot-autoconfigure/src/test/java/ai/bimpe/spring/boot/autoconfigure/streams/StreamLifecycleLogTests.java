package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;

import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the log says of streams that are started and stopped.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamLifecycleLogTests {

	private final Desk desk = new Desk();

	@AfterEach
	void stop() {
		this.desk.close();
	}

	@Test
	void everyStreamIsOneLineWhenItIsLiveAndOneAtItsEndAndNoLineAppearsTwice(CapturedOutput output) {
		String agentId = this.desk.conversation.agentId();
		this.desk
			.frontDesk("bimpeai.streams.all.agent-id=" + agentId, "bimpeai.streams.all.shards=2",
					"bimpeai.streams.all.poll-interval=100ms",
					"bimpeai.accounts.acme.api-key=" + this.desk.simulator.apiKey(),
					"bimpeai.accounts.acme.streams.desk.agent-id=" + agentId,
					"bimpeai.accounts.acme.streams.desk.after=2026-01-31T12:00:00Z",
					"bimpeai.streams.idle.agent-id=" + agentId, "bimpeai.streams.idle.auto-startup=false")
			.run((context) -> {
				BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
				await().atMost(Desk.SOON).until(() -> lines(output, " is live: ").size() == 3);
				ManagedStream frontDesk = Desk.stream(context);
				frontDesk.pause();
				frontDesk.resume();
				await().atMost(Desk.SOON)
					.until(() -> streams.all()
						.stream()
						.filter((stream) -> stream.spec().autoStartup())
						.allMatch((stream) -> stream.state() == StreamState.LIVE));
				this.desk.receives("one");
				assertThat(this.desk.listener.next()).isEqualTo("one");
			});
		assertThat(lines(output, " is live: ")).map((line) -> line.substring(line.indexOf("Stream '")))
			.containsExactlyInAnyOrder(
					"Stream 'front-desk' is live: conversation '" + this.desk.conversation.id() + "' of agent '"
							+ agentId
							+ "', concurrency 1, checkpoints in InMemoryCheckpointStore, beginning with new messages",
					"Stream 'all' is live: every conversation of agent '" + agentId
							+ "', concurrency 8, checkpoints in InMemoryCheckpointStore, beginning with new messages",
					"Stream 'acme.desk' is live: every conversation of agent '" + agentId
							+ "', concurrency 8, checkpoints in InMemoryCheckpointStore, conversations continuing at "
							+ "their checkpoints, or beginning after 2026-01-31T12:00:00Z");
		assertThat(lines(output, " has stopped")).hasSize(3);
		assertThat(lines(output, " INFO ").stream().map((line) -> line.replaceFirst(".* INFO ", "")))
			.hasSizeGreaterThan(8)
			.doesNotHaveDuplicates();
		assertThat(lines(output, "ai.bimpe")).noneMatch((line) -> line.contains(this.desk.simulator.apiKey()));
	}

	private static List<String> lines(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).toList();
	}

}
