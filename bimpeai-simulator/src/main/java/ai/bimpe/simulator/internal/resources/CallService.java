package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.scheduling.TaskScheduler;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves calls from state to state, and adds what is said to their transcripts. Used while
 * the store is locked.
 *
 * @since 0.1.0
 */
public final class CallService {

	private static final List<String> UNDER_WAY = List.of("queued", "ringing", "answered");

	private final Store store;

	private final SimulatorSettings settings;

	private final TaskScheduler scheduler;

	/**
	 * Create a service.
	 * @param store the state
	 * @param settings the settings
	 * @param scheduler what moves calls on
	 */
	public CallService(Store store, SimulatorSettings settings, TaskScheduler scheduler) {
		this.store = store;
		this.settings = settings;
		this.scheduler = scheduler;
	}

	/**
	 * Let a call move on step by step, as fast as the settings say, until it is over.
	 * @param agentId the agent
	 * @param callId the call
	 */
	void moveOnLater(String agentId, String callId) {
		this.scheduler.schedule(this.settings.callStepInterval(), () -> this.store.locked(() -> {
			ObjectNode call = this.store.calls().find(agentId, callId);
			if (call != null) {
				moveOn(agentId, call);
			}
			if (call != null && UNDER_WAY.contains(Json.string(call, "status"))) {
				moveOnLater(agentId, callId);
			}
			return this;
		}));
	}

	/**
	 * Take a call to its next state. Does nothing when it is over.
	 * @param agentId the agent
	 * @param call the call
	 */
	public void moveOn(String agentId, ObjectNode call) {
		String now = this.store.now();
		switch (Json.string(call, "status")) {
			case "queued" -> call.put("status", "ringing").put("ringing_at", now);
			case "ringing" -> answer(agentId, call, now);
			case "answered" -> {
				say(call, "user", "Thank you, good bye.");
				call.put("status", "ended")
					.put("end_reason", "completed")
					.put("duration_seconds", 73)
					.put("ended_at", now);
			}
			default -> {
			}
		}
	}

	/**
	 * Let somebody speak.
	 * @param call the call
	 * @param role who speaks: {@code assistant}, or {@code user} for the person called
	 * @param text the words
	 */
	public void say(ObjectNode call, String role, String text) {
		call.withArray("conversation_logs")
			.addObject()
			.put("id", this.store.newId())
			.put("role", role)
			.put("message", text)
			.put("message_type", "voice")
			.put("created_at", this.store.now());
	}

	private void answer(String agentId, ObjectNode call, String now) {
		if (Json.string(call, "destination").endsWith("0003")) {
			call.put("status", "cancelled").put("end_reason", "no_answer").put("ended_at", now);
			return;
		}
		call.put("status", "answered").put("answered_at", now);
		ObjectNode agent = this.store.agents().find(Store.TEAM, agentId);
		say(call, "assistant",
				"Good afternoon, this is " + ((agent != null) ? Json.string(agent, "name") : "us") + ".");
	}

}
