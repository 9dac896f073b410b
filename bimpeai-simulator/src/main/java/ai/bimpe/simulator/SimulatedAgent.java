package ai.bimpe.simulator;

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
		return conversation(this.engine.team.newConversation(this.id, customer));
	}

	/**
	 * Return a handle on a conversation of the agent.
	 * @param conversationId the id of the conversation
	 * @return the conversation
	 * @throws IllegalArgumentException when the agent has no such conversation
	 */
	public SimulatedConversation conversation(String conversationId) {
		boolean known = this.engine.store
			.locked(() -> this.engine.store.conversations().find(this.id, conversationId) != null);
		if (!known) {
			throw new IllegalArgumentException("The agent has no conversation '" + conversationId + "'");
		}
		return new SimulatedConversation(this.engine, this.id, conversationId);
	}

	/**
	 * Do what a person does at an onboarding address: connect a Google connector, or the
	 * Pipedream apps that wait for it.
	 * @param type a first-party connector such as {@code google_calendar}, or
	 * {@code pipedream}
	 */
	public void completeOnboarding(String type) {
		this.engine.team.completeOnboarding(this.id, type);
	}

}
