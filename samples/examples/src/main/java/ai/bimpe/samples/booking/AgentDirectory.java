package ai.bimpe.samples.booking;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;

import org.springframework.stereotype.Service;

/**
 * Knows the agents of the team.
 */
@Service
public class AgentDirectory {

	private final BimpeAI bimpeai;

	public AgentDirectory(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	public List<String> names() {
		return this.bimpeai.agents().list(ListQuery.create().limit(50)).stream().map(Agent::name).toList();
	}

}
