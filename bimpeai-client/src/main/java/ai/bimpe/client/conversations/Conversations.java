package ai.bimpe.client.conversations;

import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Conversations of an agent.
 *
 * @since 0.1.0
 */
public class Conversations {

	private final ReactiveConversations reactive;

	private final Messages messages;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#conversations()}.
	 * @param reactive does the work
	 */
	public Conversations(ReactiveConversations reactive) {
		this.reactive = reactive;
		this.messages = new Messages(reactive.messages());
	}

	/**
	 * List the conversations of an agent ({@code listConversations}). The server allows
	 * 120 of these calls a minute.
	 * @param agentId the id of the agent
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the first page of the conversations; iterating over it goes on to the later
	 * ones
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public Page<Conversation> list(String agentId, ConversationQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, query, options).firstPage(), "ReactiveConversations.list");
	}

	/**
	 * Read a conversation with the profile of the customer ({@code getConversation}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param options the options of the call
	 * @return the conversation
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * conversation
	 */
	public ConversationDetail retrieve(String agentId, String conversationId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(agentId, conversationId, options),
				"ReactiveConversations.retrieve");
	}

	/**
	 * Send a message into a conversation that is found or created
	 * ({@code createConversationMessage}).
	 * @param agentId the id of the agent
	 * @param request the message, and where it goes
	 * @param options the options of the call
	 * @return the message as it was stored
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * conversation
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public SentMessage send(String agentId, CreateConversationMessageRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.send(agentId, request, options), "ReactiveConversations.send");
	}

	/**
	 * Pause or resume the AI in a conversation ({@code setConversationAiStatus}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param paused {@code true} to pause it, {@code false} to resume it
	 * @param options the options of the call
	 * @return the state after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * conversation
	 */
	public ConversationAiStatus setAiStatus(String agentId, String conversationId, boolean paused,
			RequestOption... options) {
		return Blocking.await(this.reactive.setAiStatus(agentId, conversationId, paused, options),
				"ReactiveConversations.setAiStatus");
	}

	/**
	 * Return the messages of conversations.
	 * @return the operations on them
	 */
	public Messages messages() {
		return this.messages;
	}

}
