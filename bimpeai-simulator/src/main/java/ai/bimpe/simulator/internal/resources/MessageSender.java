package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.conversation.ConversationService;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.JsonResponse;
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

	private final ConversationService conversations;

	/**
	 * Create a sender.
	 * @param settings the settings
	 * @param conversations who adds messages
	 */
	public MessageSender(SimulatorSettings settings, ConversationService conversations) {
		this.settings = settings;
		this.conversations = conversations;
	}

	static Checks check(ObjectNode body) {
		return Checks.of(body)
			.required("message")
			.text("message", MAX_LENGTH)
			.notNull("role")
			.oneOf("role", "user", "assistant");
	}

	static ApiException notPaused() {
		return ApiException.badRequest("Pause the AI of this conversation before you answer in its place");
	}

	JsonResponse send(String agentId, ObjectNode conversation, ObjectNode body) {
		String text = Json.string(body, "message");
		ObjectNode message;
		if ("assistant".equals(Json.text(body, "role"))) {
			if (!Json.isTrue(conversation, "is_ai_chat_paused")) {
				throw notPaused();
			}
			message = this.conversations.agentWrites(conversation, text).deepCopy();
		}
		else {
			message = this.conversations.customerWrites(agentId, conversation, text).deepCopy();
			if (this.settings.answerInSendResponse()) {
				ObjectNode answer = this.conversations.answerNow(agentId, conversation, text);
				message.set("message", (answer != null) ? answer.get("message") : message.get("message"));
			}
		}
		message.put("conversation_id", Json.string(conversation, "id"));
		return JsonResponse.created(message);
	}

}
