package ai.bimpe.samples.recipes.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.samples.recipes.batch.GracefulStop;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.spring.boot.test.SimulatorTime;

import org.springframework.boot.test.context.TestComponent;

/**
 * Makes a past, exports it, and looks into the file.
 */
@TestComponent
class ExportFixture {

	static final int CONCURRENCY = 4;

	private final ReactiveBimpeAI bimpeai;

	private final SimulatorTime time;

	ExportFixture(ReactiveBimpeAI bimpeai, SimulatorTime time) {
		this.bimpeai = bimpeai;
		this.time = time;
	}

	Count export(SimulatedAgent agent, Path file) {
		return new Export(this.bimpeai, new ExportProperties(agent.id(), file, CONCURRENCY), new GracefulStop(),
				this.time.clock())
			.run();
	}

	/**
	 * Make conversations that are over.
	 * @param agent the agent
	 * @param messages how many messages each has
	 * @return the conversations
	 */
	List<SimulatedConversation> talk(SimulatedAgent agent, int... messages) {
		List<SimulatedConversation> conversations = new ArrayList<>();
		for (int count : messages) {
			SimulatedConversation conversation = agent.newConversation();
			for (int i = 1; i <= count; i++) {
				conversation.receives("Message " + i);
			}
			conversations.add(conversation);
		}
		this.time.advance(Duration.ofSeconds(1));
		return conversations;
	}

	static List<ExportLine> lines(Path file) {
		try {
			return Files.readAllLines(file)
				.stream()
				.map((line) -> Objects.requireNonNull(ExportLine.read(line.getBytes(StandardCharsets.UTF_8))))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the ids of conversations and messages in the order of a file.
	 */
	static List<String> ids(Path file) {
		return lines(file).stream()
			.filter((line) -> line.conversation() != null || line.message() != null)
			.map((line) -> (line.message() != null) ? line.conversationId() + " " + line.message().id()
					: Objects.requireNonNull(line.conversation()).id())
			.toList();
	}

	/**
	 * Return the same ids as the simulator has them.
	 */
	static List<String> ids(List<SimulatedConversation> conversations) {
		List<String> ids = new ArrayList<>();
		for (SimulatedConversation conversation : conversations) {
			ids.add(conversation.id());
			for (SimulatedMessage message : conversation.messages()) {
				ids.add(conversation.id() + " " + message.id());
			}
		}
		return ids;
	}

}
