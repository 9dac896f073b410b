package ai.bimpe.samples.examples;

import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;

import org.springframework.stereotype.Component;

/**
 * Walks over all agents. Later pages are fetched when the loop gets there.
 */
@Component
class ListAgents {

	private final BimpeAI bimpeai;

	ListAgents(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	List<String> names() {
		List<String> names = new ArrayList<>();
		for (Agent agent : this.bimpeai.agents().list(ListQuery.create().limit(50).search("support"))) {
			names.add(agent.name());
		}
		return names;
	}

}
