package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.KnowledgeBase;
import ai.bimpe.samples.recipes.batch.GracefulStop;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;

import org.springframework.boot.test.context.TestComponent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes files, refreshes, and looks at what the agent has learnt.
 */
@TestComponent
class RefreshFixture {

	private final BimpeAI bimpeai;

	private final Simulator simulator;

	RefreshFixture(BimpeAI bimpeai, Simulator simulator) {
		this.bimpeai = bimpeai;
		this.simulator = simulator;
	}

	RefreshResult refresh(SimulatedAgent agent, Path folder, boolean removeVanished) {
		RefreshProperties properties = new RefreshProperties(agent.id(), folder, "**.{md,txt}", removeVanished, "-");
		return new Refresh(this.bimpeai, properties, new Folder(properties), new GracefulStop()).run();
	}

	RefreshResult refresh(SimulatedAgent agent, Path folder) {
		return refresh(agent, folder, false);
	}

	/**
	 * Return what the agent has learnt: each name once, with its text.
	 */
	Map<String, String> learnt(SimulatedAgent agent) {
		Map<String, String> learnt = new TreeMap<>();
		for (KnowledgeBase base : this.bimpeai.agents().knowledgeBases().list(agent.id())) {
			assertThat(learnt.put(base.name(), String.valueOf(base.content()))).as(base.name()).isNull();
		}
		return learnt;
	}

	int writes() {
		return this.simulator.count("createKnowledgeBase") + this.simulator.count("updateKnowledgeBase")
				+ this.simulator.count("deleteKnowledgeBase");
	}

	static void write(Path folder, String file, String text) {
		try {
			Path path = folder.resolve(file);
			Files.createDirectories(path.getParent());
			Files.writeString(path, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a text that takes so many parts.
	 */
	static String text(int parts, String word) {
		return (word + " ").repeat(2500 / (word.length() + 1) - 10).strip().concat("\n\n").repeat(parts);
	}

}
