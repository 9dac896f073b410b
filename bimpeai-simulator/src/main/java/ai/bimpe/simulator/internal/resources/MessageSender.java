package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.conversation.ConversationDesk;
import ai.bimpe.simulator.internal.http.ApiProblem;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the messages of both send operations.
 *
 * @since 0.1.0
 */
public final class MessageSender {

	private static final int MAX_LENGTH = 4096;

	private final SimulatorSettings settings;

	private final ConversationDesk desk;

	/**
	 * Create a sender.
	 * @param settings the settings
	 * @param desk who adds messages
	 */
	public MessageSender(SimulatorSettings settings, ConversationDesk desk) {
		this.settings = settings;
		this.desk = desk;
	}

	static Checks check(ObjectNode body) {
		return Checks.of(body)
			.required("message")
			.text("message", MAX_LENGTH)
			.notNull("role")
			.oneOf("role", "user", "assistant");
	}

	static ApiProblem notPaused() {
		return ApiProblem.badRequest("Pause the AI of this conversation before you answer in its place");
	}

	ApiResponse send(String agentId, ObjectNode conversation, ObjectNode body) {
		String text = Json.string(body, "message");
		ObjectNode message;
		if ("assistant".equals(Json.text(body, "role"))) {
			if (!Json.isTrue(conversation, "is_ai_chat_paused")) {
				throw notPaused();
			}
			message = this.desk.agentWrites(conversation, text).deepCopy();
		}
		else {
			message = this.desk.customerWrites(agentId, conversation, text).deepCopy();
			if (this.settings.answerInSendResponse()) {
				ObjectNode answer = this.desk.answerNow(agentId, conversation, text);
				message.set("message", (answer != null) ? answer.get("message") : message.get("message"));
			}
		}
		message.put("conversation_id", Json.string(conversation, "id"));
		return ApiResponse.created(message);
	}

}
