package ai.bimpe.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.simulator.internal.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A handle on a conversation of a simulated agent.
 *
 * @since 0.1.0
 * @see SimulatedAgent#newConversation()
 */
public final class SimulatedConversation {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

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
		return message(this.engine.control.customerWrites(this.agentId, this.id, text));
	}

	/**
	 * Let the agent write a message.
	 * @param text the text
	 * @return the message
	 */
	public SimulatedMessage says(String text) {
		return message(this.engine.control.agentWrites(this.agentId, this.id, text));
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
	 * Wait until a stream of this conversation is open.
	 * @param timeout how long to wait at most
	 * @return this conversation
	 * @throws AssertionError when none is open all the time
	 */
	public SimulatedConversation awaitStream(Duration timeout) {
		Waiting.until(() -> this.engine.streams.await(this.id, timeout),
				() -> "a stream of the conversation '" + this.id + "' within " + timeout);
		return this;
	}

	/**
	 * Wait for up to ten seconds until a stream of this conversation is open.
	 * @return this conversation
	 * @throws AssertionError when none is open all the time
	 */
	public SimulatedConversation awaitStream() {
		return awaitStream(PATIENCE);
	}

	/**
	 * Begin to script a fault of an operation that applies to this conversation only. See
	 * {@link Simulator#on(String)}.
	 * @param operationId an operation of the contract, such as {@code streamMessages}
	 * @return the fault
	 * @throws IllegalArgumentException when there is no such operation
	 */
	public Fault on(String operationId) {
		return this.engine.on(operationId).whenPathContains("/" + this.id + "/");
	}

	/**
	 * Return the requests whose paths name this conversation, and the messages that were
	 * sent to it by its id or by the address of its customer, as far as they are among
	 * the newest 10,000 of the simulator.
	 * @return the requests in the order of their arrival
	 */
	public List<RecordedRequest> requests() {
		return this.engine.requests.all().stream().filter(this::isAbout).toList();
	}

	private boolean isAbout(RecordedRequest request) {
		String path = request.path() + "/";
		return path.contains("/" + this.id + "/")
				|| ("createConversationMessage".equals(request.operationId()) && path.contains("/" + this.agentId + "/")
						&& this.engine.control.isAddressedTo(this.agentId, this.id, request.body()));
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
		this.engine.control.deleteConversation(this.agentId, this.id);
		dropStreams();
	}

	static SimulatedMessage message(ObjectNode json) {
		return new SimulatedMessage(Json.string(json, "id"), Json.string(json, "role"), Json.string(json, "message"),
				Instant.parse(Json.string(json, "created_at")));
	}

}
