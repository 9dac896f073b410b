package ai.bimpe.spring.boot.test;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

/**
 * Entry point for assertions on what an application has sent. Made to be imported
 * statically beside AssertJ's own.
 *
 * @since 0.1.0
 */
public final class BimpeAIAssertions {

	private BimpeAIAssertions() {
	}

	/**
	 * Begin assertions on everything that was sent to a simulator.
	 * @param actual the simulator
	 * @return the assertions
	 */
	public static SimulatorAssert assertThat(Simulator actual) {
		return new SimulatorAssert(actual);
	}

	/**
	 * Begin assertions on what was sent to a conversation.
	 * @param actual the conversation
	 * @return the assertions
	 */
	public static ConversationAssert assertThat(SimulatedConversation actual) {
		return new ConversationAssert(actual);
	}

}
