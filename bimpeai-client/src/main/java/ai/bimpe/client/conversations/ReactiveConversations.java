package ai.bimpe.client.conversations;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.resource.ResourceFactory;
import ai.bimpe.client.internal.stream.StreamOpener;
import reactor.core.publisher.Mono;

/**
 * Conversations of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveConversations {

	private static final Operation<List<Conversation>> LIST = Operation.list("listConversations",
			"/agents/{agentId}/conversations", Conversation.class);

	private static final Operation<ConversationDetail> RETRIEVE = Operation.get("getConversation",
			"/agents/{agentId}/conversations/{conversationId}", ConversationDetail.class);

	private static final Operation<SentMessage> SEND = Operation.post("createConversationMessage",
			"/agents/{agentId}/conversations/messages", SentMessage.class);

	private static final Operation<ConversationAiStatus> SET_AI_STATUS = Operation.patch("setConversationAiStatus",
			"/agents/{agentId}/conversations/{conversationId}/ai-status", ConversationAiStatus.class);

	static {
		ResourceFactory.register(ReactiveConversations.class,
				(parts) -> new ReactiveConversations(parts.executor(), parts.streams()));
	}

	private final CallExecutor executor;

	private final ReactiveMessages messages;

	ReactiveConversations(CallExecutor executor, StreamOpener streams) {
		this.executor = executor;
		this.messages = new ReactiveMessages(executor, streams);
	}

	/**
	 * List the conversations of an agent ({@code listConversations}). The server allows
	 * 120 of these calls a minute.
	 * @param agentId the id of the agent
	 * @param query which page to start at, and how to filter, search and sort
	 * @param options the options of every call
	 * @return the conversations of all pages, fetched as they are asked for
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public PagedFlux<Conversation> list(String agentId, ConversationQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(agentId).query(query.filters()), query.paging(), options);
	}

	/**
	 * Read a conversation with the profile of the customer ({@code getConversation}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param options the options of the call
	 * @return the conversation
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or conversation
	 */
	public Mono<ConversationDetail> retrieve(String agentId, String conversationId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(agentId, conversationId), options);
	}

	/**
	 * Send a message into a conversation that is found or created
	 * ({@code createConversationMessage}).
	 * @param agentId the id of the agent
	 * @param request the message, and where it goes
	 * @param options the options of the call
	 * @return the message as it was stored
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or conversation
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<SentMessage> send(String agentId, CreateConversationMessageRequest request, RequestOption... options) {
		return this.executor.data(SEND.call(agentId).body(request), options);
	}

	/**
	 * Pause or resume the AI in a conversation ({@code setConversationAiStatus}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param paused {@code true} to pause it, {@code false} to resume it
	 * @param options the options of the call
	 * @return the state after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or conversation
	 */
	public Mono<ConversationAiStatus> setAiStatus(String agentId, String conversationId, boolean paused,
			RequestOption... options) {
		return this.executor.data(SET_AI_STATUS.call(agentId, conversationId).body(Map.of("is_ai_chat_paused", paused)),
				options);
	}

	/**
	 * Return the messages of conversations.
	 * @return the operations on them
	 */
	public ReactiveMessages messages() {
		return this.messages;
	}

}
