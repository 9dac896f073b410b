package ai.bimpe.simulator;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A handle on a telephone call of a simulated agent. Calls move on by themselves, one
 * state every {@link SimulatorSettings#callStepInterval()}.
 *
 * @since 0.1.0
 * @see SimulatedAgent#calls()
 */
public final class SimulatedCall {

	private final SimulatorEngine engine;

	private final String agentId;

	private final String id;

	SimulatedCall(SimulatorEngine engine, String agentId, String id) {
		this.engine = engine;
		this.agentId = agentId;
		this.id = id;
	}

	/**
	 * Return the id of the call.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the number that was called.
	 * @return the number in E.164 form
	 */
	public String destination() {
		return read((call) -> Json.string(call, "destination"));
	}

	/**
	 * Return the state of the call.
	 * @return the state, such as {@code ringing}
	 */
	public String status() {
		return read((call) -> Json.string(call, "status"));
	}

	/**
	 * Take the call to its next state: from queued over ringing and answered to ended.
	 * Does nothing when it is over.
	 * @return this call
	 */
	public SimulatedCall moveOn() {
		return change((call) -> this.engine.calls.moveOn(this.agentId, call));
	}

	/**
	 * Let the person called speak.
	 * @param text the words
	 * @return this call
	 */
	public SimulatedCall hears(String text) {
		return change((call) -> this.engine.calls.say(call, "user", text));
	}

	/**
	 * Let the agent speak.
	 * @param text the words
	 * @return this call
	 */
	public SimulatedCall says(String text) {
		return change((call) -> this.engine.calls.say(call, "assistant", text));
	}

	/**
	 * Return what was said.
	 * @return the words, the oldest first
	 */
	public List<SimulatedMessage> transcript() {
		return read((call) -> call.withArray("conversation_logs")
			.valueStream()
			.map((line) -> SimulatedConversation.message((ObjectNode) line))
			.toList());
	}

	private <T> T read(Function<ObjectNode, T> reading) {
		return this.engine.store.locked(() -> {
			ObjectNode call = this.engine.store.calls().find(this.agentId, this.id);
			if (call == null) {
				throw new IllegalStateException("There is no call '" + this.id + "' any more");
			}
			return reading.apply(call);
		});
	}

	private SimulatedCall change(Consumer<ObjectNode> change) {
		return read((call) -> {
			change.accept(call);
			return this;
		});
	}

}
