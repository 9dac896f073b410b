package ai.bimpe.simulator;

import java.time.Instant;
import java.util.List;

import ai.bimpe.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A handle on a conversation of a simulated agent.
 *
 * @since 0.1.0
 * @see SimulatedAgent#newConversation()
 */
public final class SimulatedConversation {

	private final SimulatorEngine engine;

	private final String agentId;

	private final String id;

	SimulatedConversation(SimulatorEngine engine, String agentId, String id) {
		this.engine = engine;
		this.agentId = agentId;
		this.id = id;
	}

	/**
	 * Return the id of the conversation.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the id of the agent.
	 * @return the id
	 */
	public String agentId() {
		return this.agentId;
	}

	/**
	 * Let the customer write a message. The agent answers it unless answering is off.
	 * @param text the text
	 * @return the message
	 */
	public SimulatedMessage receives(String text) {
		return message(this.engine.team.customerWrites(this.agentId, this.id, text));
	}

	/**
	 * Let the agent write a message.
	 * @param text the text
	 * @return the message
	 */
	public SimulatedMessage says(String text) {
		return message(this.engine.team.agentWrites(this.agentId, this.id, text));
	}

	/**
	 * Return the messages of the conversation.
	 * @return the messages, the oldest first
	 */
	public List<SimulatedMessage> messages() {
		return this.engine.store.locked(() -> this.engine.store.messages(this.id).all())
			.stream()
			.map(SimulatedConversation::message)
			.toList();
	}

	/**
	 * Return the streams of this conversation that are open at this moment.
	 * @return the streams, the oldest first
	 */
	public List<OpenStream> openStreams() {
		return this.engine.streams.all().stream().filter((stream) -> stream.conversationId().equals(this.id)).toList();
	}

	/**
	 * Close the open streams of this conversation in the middle of their responses.
	 * @return how many were closed
	 */
	public int dropStreams() {
		return this.engine.streams.drop((stream) -> stream.conversationId().equals(this.id));
	}

	/**
	 * Delete the conversation with its messages, as the staff of BimpeAI would, and drop
	 * its streams.
	 */
	public void delete() {
		this.engine.team.deleteConversation(this.agentId, this.id);
		dropStreams();
	}

	private static SimulatedMessage message(ObjectNode json) {
		return new SimulatedMessage(Json.string(json, "id"), Json.string(json, "role"), Json.string(json, "message"),
				Instant.parse(Json.string(json, "created_at")));
	}

}
