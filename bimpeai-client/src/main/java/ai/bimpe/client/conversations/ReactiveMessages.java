package ai.bimpe.client.conversations;

import java.util.List;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.stream.StreamOpener;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.stream.StreamTicket;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Messages of a conversation, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveMessages {

	private static final Operation<List<Message>> LIST = Operation.list("listMessages",
			"/agents/{agentId}/conversations/{conversationId}/messages", Message.class);

	private static final Operation<SentMessage> SEND = Operation.post("sendMessage",
			"/agents/{agentId}/conversations/{conversationId}/messages", SentMessage.class);

	private static final Operation<Message> RETRIEVE = Operation.get("getMessage",
			"/agents/{agentId}/conversations/{conversationId}/messages/{messageId}", Message.class);

	private static final Operation<StreamTicket> STREAM_TICKET = Operation.post("issueStreamTicket",
			"/agents/{agentId}/conversations/{conversationId}/stream-ticket", StreamTicket.class);

	private final CallExecutor executor;

	private final StreamOpener streams;

	ReactiveMessages(CallExecutor executor, StreamOpener streams) {
		this.executor = executor;
		this.streams = streams;
	}

	/**
	 * List the messages of a conversation ({@code listMessages}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the messages of all pages, fetched as they are asked for
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or conversation
	 */
	public PagedFlux<Message> list(String agentId, String conversationId, ListQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(agentId, conversationId), query, options);
	}

	/**
	 * Send a message into a known conversation ({@code sendMessage}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param request the message
	 * @param options the options of the call
	 * @return the message as it was stored
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or conversation
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<SentMessage> send(String agentId, String conversationId, SendMessageRequest request,
			RequestOption... options) {
		return this.executor.data(SEND.call(agentId, conversationId).body(request), options);
	}

	/**
	 * Read one message ({@code getMessage}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param messageId the id of the message
	 * @param options the options of the call
	 * @return the message
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent, conversation or message
	 */
	public Mono<Message> retrieve(String agentId, String conversationId, String messageId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(agentId, conversationId, messageId), options);
	}

	/**
	 * Get a ticket for the message stream ({@code issueStreamTicket}). Only needed to
	 * open a stream by other means, such as a browser: {@link #stream} gets its own.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param options the options of the call
	 * @return the ticket: it works once, for about a minute, for this conversation only
	 */
	public Mono<StreamTicket> streamTicket(String agentId, String conversationId, RequestOption... options) {
		return this.executor.data(STREAM_TICKET.call(agentId, conversationId), options);
	}

	/**
	 * Follow a conversation ({@code streamMessages}): deliver each message once, and go
	 * on after the last one when the connection is lost. For the earlier API
	 * ({@code streamMessagesAtEarlierPath}), set
	 * {@link StreamOptions#atEarlierPath(boolean)}.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param streamOptions where to start and how stubborn to be
	 * @param options the options of the ticket calls; no idempotency key, because every
	 * connection needs a ticket of its own
	 * @return the messages; nothing is opened before a subscription, and every
	 * subscription opens a stream of its own
	 */
	public MessageFlux stream(String agentId, String conversationId, StreamOptions streamOptions,
			RequestOption... options) {
		return MessageFlux.of(Flux.defer(() -> this.streams.open(
				new ConversationStream(streamOptions.atEarlierPath(), this, agentId, conversationId, options),
				streamOptions)));
	}

}
