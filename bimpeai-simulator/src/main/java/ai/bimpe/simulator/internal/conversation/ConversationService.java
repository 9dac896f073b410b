package ai.bimpe.simulator.internal.conversation;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.scheduling.TaskScheduler;
import ai.bimpe.simulator.internal.store.Store;
import ai.bimpe.simulator.internal.stream.StreamRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts conversations and adds messages to them, so that streams hear of them and the
 * agent answers. Used while the store is locked.
 *
 * @since 0.1.0
 */
public final class ConversationService {

	private static final int PREVIEW_LENGTH = 100;

	private final Store store;

	private final SimulatorSettings settings;

	private final StreamRegistry streams;

	private final TaskScheduler scheduler;

	private final AnswerGenerator answers;

	/**
	 * Create a service.
	 * @param store the state
	 * @param settings the settings
	 * @param streams the open streams
	 * @param scheduler what runs the answers that come later
	 */
	public ConversationService(Store store, SimulatorSettings settings, StreamRegistry streams,
			TaskScheduler scheduler) {
		this.store = store;
		this.settings = settings;
		this.streams = streams;
		this.scheduler = scheduler;
		this.answers = new AnswerGenerator(store);
	}

	/**
	 * Start a conversation.
	 * @param agentId the agent
	 * @param customer who writes, and on which channel
	 * @return the conversation
	 */
	public ObjectNode start(String agentId, Customer customer) {
		return start(this.store.newId(), agentId, customer);
	}

	/**
	 * Start a conversation with an id of one's own choice.
	 * @param id the id
	 * @param agentId the agent
	 * @param customer who writes, and on which channel
	 * @return the conversation
	 */
	public ObjectNode start(String id, String agentId, Customer customer) {
		String now = this.store.now();
		ObjectNode conversation = Json.object()
			.put("id", id)
			.put("channel_type", customer.channelType())
			.put("channel_id", channelId(agentId, customer.channelType()))
			.put("channel_user_id", customer.address())
			.put("channel_user_username", customer.name())
			.put("is_test_channel", customer.test())
			.put("is_ai_chat_paused", false)
			.put("needs_attention", false)
			.putNull("last_message_at")
			.putNull("last_seen")
			.putNull("last_message_preview")
			.put("created_at", now)
			.put("updated_at", now)
			.put("full_name", customer.name())
			.putNull("email")
			.put("phone_number", customer.address().startsWith("+") ? customer.address() : null)
			.putNull("profile_picture");
		return this.store.conversations().add(agentId, conversation);
	}

	/**
	 * Find the conversation with a customer.
	 * @param agentId the agent
	 * @param customer who writes, and on which channel
	 * @return the conversation, or {@code null} when there is none yet
	 */
	public @Nullable ObjectNode find(String agentId, Customer customer) {
		for (ObjectNode conversation : this.store.conversations().of(agentId)) {
			if (customer.channelType().equals(Json.text(conversation, "channel_type"))
					&& customer.address().equals(Json.text(conversation, "channel_user_id"))
					&& customer.test() == Json.isTrue(conversation, "is_test_channel")) {
				return conversation;
			}
		}
		return null;
	}

	/**
	 * Add a message of the customer, which the agent may answer.
	 * @param agentId the agent
	 * @param conversation the conversation
	 * @param text the text
	 * @return the message
	 */
	public ObjectNode customerWrites(String agentId, ObjectNode conversation, String text) {
		ObjectNode message = add(conversation, "user", text);
		conversation.put("last_seen", Json.string(message, "created_at"));
		if (this.answers.asksForHuman(text)) {
			conversation.put("needs_attention", true);
		}
		if (answers(agentId, conversation) && !this.settings.answerInSendResponse()) {
			answerLater(agentId, Json.string(conversation, "id"), text);
		}
		return message;
	}

	/**
	 * Add a message of the agent, or of a person who stands in for it.
	 * @param conversation the conversation
	 * @param text the text
	 * @return the message
	 */
	public ObjectNode agentWrites(ObjectNode conversation, String text) {
		return add(conversation, "assistant", text);
	}

	/**
	 * Let the agent answer at once.
	 * @param agentId the agent
	 * @param conversation the conversation
	 * @param question what to answer
	 * @return the message, or {@code null} when the agent does not answer
	 */
	public @Nullable ObjectNode answerNow(String agentId, ObjectNode conversation, String question) {
		ObjectNode agent = this.store.agents().find(Store.TEAM, agentId);
		if (agent == null || !answers(agentId, conversation)) {
			return null;
		}
		return add(conversation, "assistant", this.answers.answer(agent, question));
	}

	private boolean answers(String agentId, ObjectNode conversation) {
		ObjectNode agent = this.store.agents().find(Store.TEAM, agentId);
		return this.settings.answering() && !Json.isTrue(conversation, "is_ai_chat_paused") && agent != null
				&& !"paused".equals(Json.text(agent, "status"));
	}

	private void answerLater(String agentId, String conversationId, String question) {
		this.scheduler.schedule(this.settings.answerDelay(), () -> this.store.locked(() -> {
			ObjectNode conversation = this.store.conversations().find(agentId, conversationId);
			return (conversation != null) ? answerNow(agentId, conversation, question) : null;
		}));
	}

	private ObjectNode add(ObjectNode conversation, String role, String text) {
		String conversationId = Json.string(conversation, "id");
		String now = this.store.now();
		ObjectNode message = Json.object()
			.put("id", this.store.newId())
			.put("role", role)
			.put("message", text)
			.put("message_type", "text")
			.put("created_at", now);
		message.putArray("attachments");
		conversation.put("last_message_at", now).put("last_message_preview", preview(text)).put("updated_at", now);
		this.store.messages(conversationId).add(message);
		this.streams.wake(conversationId);
		return message;
	}

	private static String preview(String text) {
		if (text.length() <= PREVIEW_LENGTH) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(PREVIEW_LENGTH - 1)) ? PREVIEW_LENGTH - 1 : PREVIEW_LENGTH;
		return text.substring(0, end);
	}

	private @Nullable String channelId(String agentId, String channelType) {
		for (ObjectNode channel : this.store.channels().of(agentId)) {
			if (channelType.equals(Json.text(channel, "type"))) {
				return Json.text(channel, "id");
			}
		}
		return null;
	}

	/**
	 * Who writes, and on which channel.
	 *
	 * @param channelType the channel, such as {@code webchat}
	 * @param address the address on that channel
	 * @param name the name, or {@code null} when it is not known
	 * @param test whether it is a shared test channel
	 */
	public record Customer(String channelType, String address, @Nullable String name, boolean test) {

		/**
		 * Return the customer that a message is for.
		 * @param body the message, and where it goes
		 * @return the customer
		 */
		public static Customer of(JsonNode body) {
			return new Customer(Json.string(body, "channel_type"), Json.string(body, "channel_user_id"),
					Json.text(body, "channel_username"), Json.isTrue(body, "is_test_channel"));
		}

	}

}
