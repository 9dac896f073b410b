package ai.bimpe.spring.boot.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;

/**
 * Creates the agents and conversations that the streams of the application follow, unless
 * the simulator has them. Streams of several accounts can name the same ones.
 *
 * @since 0.1.0
 */
public final class SimulatedStreams {

	private SimulatedStreams() {
	}

	/**
	 * Create what is missing.
	 * @param simulator has the agents and conversations afterwards
	 * @param streams the configured streams
	 */
	public static void createMissing(Simulator simulator, Collection<BimpeAIProperties.Stream> streams) {
		Map<String, Set<String>> conversations = new LinkedHashMap<>();
		for (BimpeAIProperties.Stream stream : streams) {
			String agentId = stream.agentId();
			if (agentId != null) {
				Set<String> ids = conversations.computeIfAbsent(agentId, (id) -> new LinkedHashSet<>());
				String conversationId = stream.conversationId();
				if (conversationId != null) {
					ids.add(conversationId);
				}
			}
		}
		conversations.forEach((agentId, ids) -> createMissing(simulator, agentId, ids));
	}

	private static void createMissing(Simulator simulator, String agentId, Set<String> conversationIds) {
		if (!simulator.hasAgent(agentId)) {
			simulator.newAgentWithId(agentId, "Agent " + agentId);
		}
		SimulatedAgent agent = simulator.agent(agentId);
		conversationIds.stream()
			.filter((id) -> !agent.hasConversation(id))
			.forEach((id) -> agent.newConversationWithId(id, "Customer " + id));
	}

}
