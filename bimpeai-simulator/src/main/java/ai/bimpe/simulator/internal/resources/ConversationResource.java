package ai.bimpe.simulator.internal.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.conversation.ConversationService;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiException.FieldError;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The conversations of an agent.
 *
 * @since 0.1.0
 */
public final class ConversationResource {

	private static final String PATH = "/agents/{agentId}/conversations";

	private static final Set<String> CHANNELS = Set.of("whatsapp", "webchat", "telephony", "messenger", "instagram");

	private static final List<String> FLAGS = List.of("is_test_channel", "is_ai_chat_paused", "needs_attention");

	private static final String[] SUMMARY = { "id", "channel_type", "channel_id", "channel_user_id",
			"channel_user_username", "is_test_channel", "is_ai_chat_paused", "needs_attention", "last_message_at",
			"last_seen", "last_message_preview", "created_at", "updated_at" };

	private static final String[] SEARCHED = { "channel_user_id", "channel_user_username", "last_message_preview" };

	private final Store store;

	private final Lookup lookup;

	private final MessageSender sender;

	private final SimulatorSettings settings;

	private final ConversationService conversations;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param conversations who starts conversations
	 * @param sender who sends messages
	 * @param settings whether the list can be sorted
	 */
	public ConversationResource(Store store, ConversationService conversations, MessageSender sender,
			SimulatorSettings settings) {
		this.store = store;
		this.lookup = new Lookup(store);
		this.conversations = conversations;
		this.sender = sender;
		this.settings = settings;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listConversations", this::list);
		router.add("POST", PATH + "/messages", "createConversationMessage", this::send);
		router.add("GET", PATH + "/{conversationId}", "getConversation",
				(request) -> JsonResponse.ok(this.lookup.conversation(request).deepCopy()));
		router.add("PATCH", PATH + "/{conversationId}/ai-status", "setConversationAiStatus", this::setAiStatus);
	}

	private ApiResponse list(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		checkFilters(request);
		List<ObjectNode> rows = this.store.conversations()
			.of(agentId)
			.stream()
			.filter((conversation) -> matches(request, conversation))
			.toList();
		Paging paging = new Paging(request, (conversation) -> Json.pick(conversation, SUMMARY));
		return this.settings.ignoreConversationSort() ? paging.respondUnsorted(rows, SEARCHED)
				: paging.respond(rows, SEARCHED);
	}

	private ApiResponse send(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		ObjectNode body = request.json();
		String conversationId = Json.text(body, "conversation_id");
		Checks checks = MessageSender.check(body)
			.text("conversation_id", "channel_user_id")
			.text("channel_username", 255)
			.oneOf("channel_type", "whatsapp", "webchat", "telephony")
			.flag("is_test_channel");
		if (conversationId == null) {
			checks.required("channel_type", "channel_user_id");
			checkAddress(checks, Json.text(body, "channel_type"));
		}
		checks.done();
		ObjectNode conversation = (conversationId != null) ? this.lookup.conversation(agentId, conversationId)
				: findOrStart(agentId, body);
		return this.sender.send(agentId, conversation, body);
	}

	private ApiResponse setAiStatus(ApiRequest request) {
		ObjectNode conversation = this.lookup.conversation(request);
		ObjectNode body = request.json();
		Checks.of(body).required("is_ai_chat_paused").flag("is_ai_chat_paused").done();
		conversation.set("is_ai_chat_paused", body.get("is_ai_chat_paused"));
		this.store.touch(conversation);
		return JsonResponse.ok(Json.pick(conversation, "is_ai_chat_paused"));
	}

	private ObjectNode findOrStart(String agentId, ObjectNode body) {
		ConversationService.Customer customer = ConversationService.Customer.of(body);
		ObjectNode known = this.conversations.find(agentId, customer);
		if (known != null) {
			return known;
		}
		if ("assistant".equals(Json.text(body, "role"))) {
			throw MessageSender.notPaused();
		}
		return this.conversations.start(agentId, customer);
	}

	private static void checkAddress(Checks checks, @Nullable String channel) {
		if ("webchat".equals(channel)) {
			checks.matches("channel_user_id", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "must be a UUID");
		}
		else {
			checks.matches("channel_user_id", "\\+[1-9]\\d{6,14}", "must be a number in E.164 form");
		}
	}

	private void checkFilters(ApiRequest request) {
		List<FieldError> errors = new ArrayList<>();
		if (this.settings.refuseConversationSort() && request.query("sort") != null) {
			errors.add(new FieldError("sort", "should not exist"));
		}
		for (String flag : FLAGS) {
			String value = request.query(flag);
			if (value != null && !value.equals("true") && !value.equals("false")) {
				errors.add(new FieldError(flag, "must be a boolean value"));
			}
		}
		String channel = request.query("channel");
		if (channel != null && !CHANNELS.contains(withoutTest(channel))) {
			errors.add(new FieldError("channel", "is not a channel"));
		}
		if (!errors.isEmpty()) {
			throw ApiException.validation(errors);
		}
	}

	private static boolean matches(ApiRequest request, ObjectNode conversation) {
		for (String flag : FLAGS) {
			String value = request.query(flag);
			if (value != null && Boolean.parseBoolean(value) != Json.isTrue(conversation, flag)) {
				return false;
			}
		}
		String channel = request.query("channel");
		return channel == null || (withoutTest(channel).equals(Json.text(conversation, "channel_type"))
				&& channel.startsWith("test_") == Json.isTrue(conversation, "is_test_channel"));
	}

	private static String withoutTest(String channel) {
		return channel.startsWith("test_") ? channel.substring("test_".length()) : channel;
	}

}
