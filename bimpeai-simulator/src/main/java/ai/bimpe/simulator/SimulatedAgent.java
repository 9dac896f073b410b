package ai.bimpe.simulator;

import java.util.List;

import ai.bimpe.simulator.internal.json.Json;

/**
 * A handle on an agent of the simulated team.
 *
 * @since 0.1.0
 * @see Simulator#newAgent(String)
 */
public final class SimulatedAgent {

	private final SimulatorEngine engine;

	private final String id;

	SimulatedAgent(SimulatorEngine engine, String id) {
		this.engine = engine;
		this.id = id;
	}

	/**
	 * Return the id of the agent.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Start a conversation on the web chat of the agent.
	 * @return the conversation
	 */
	public SimulatedConversation newConversation() {
		return newConversation("Tomi");
	}

	/**
	 * Start a conversation on the web chat of the agent.
	 * @param customer the name of the customer
	 * @return the conversation
	 */
	public SimulatedConversation newConversation(String customer) {
		return conversation(this.engine.control.newConversation(this.id, customer));
	}

	/**
	 * Start a conversation with an id of one's own choice on the web chat of the agent,
	 * as it stands in a configuration.
	 * @param conversationId the id
	 * @param customer the name of the customer
	 * @return the conversation
	 * @throws IllegalArgumentException when the agent has a conversation with this id
	 */
	public SimulatedConversation newConversationWithId(String conversationId, String customer) {
		this.engine.control.newConversationWithId(conversationId, this.id, customer);
		return conversation(conversationId);
	}

	/**
	 * Tell whether the agent has a conversation.
	 * @param conversationId the id of the conversation
	 * @return whether it has one with this id
	 */
	public boolean hasConversation(String conversationId) {
		return this.engine.store.locked(() -> this.engine.store.conversations().find(this.id, conversationId) != null);
	}

	/**
	 * Return a handle on a conversation of the agent.
	 * @param conversationId the id of the conversation
	 * @return the conversation
	 * @throws IllegalArgumentException when the agent has no such conversation
	 */
	public SimulatedConversation conversation(String conversationId) {
		if (!hasConversation(conversationId)) {
			throw new IllegalArgumentException("The agent has no conversation '" + conversationId + "'");
		}
		return new SimulatedConversation(this.engine, this.id, conversationId);
	}

	/**
	 * Return the calls of the agent.
	 * @return the calls, the oldest first
	 */
	public List<SimulatedCall> calls() {
		return this.engine.store.locked(() -> this.engine.store.calls().of(this.id))
			.stream()
			.map((call) -> new SimulatedCall(this.engine, this.id, Json.string(call, "id")))
			.toList();
	}

	/**
	 * Begin to script a fault of an operation that applies to this agent only. See
	 * {@link Simulator#on(String)}.
	 * @param operationId an operation of the contract, such as {@code getAgent}
	 * @return the fault
	 * @throws IllegalArgumentException when there is no such operation
	 */
	public Fault on(String operationId) {
		return this.engine.on(operationId).whenPathContains("/" + this.id + "/");
	}

	/**
	 * Do what a person does at an onboarding address: connect a Google connector, or the
	 * Pipedream apps that wait for it.
	 * @param type a first-party connector such as {@code google_calendar}, or
	 * {@code pipedream}
	 */
	public void completeOnboarding(String type) {
		this.engine.control.completeOnboarding(this.id, type);
	}

}
