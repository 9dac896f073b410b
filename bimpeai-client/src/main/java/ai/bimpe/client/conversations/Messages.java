package ai.bimpe.client.conversations;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.stream.StreamTicket;

/**
 * Messages of a conversation.
 *
 * @since 0.1.0
 */
public class Messages {

	private final ReactiveMessages reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public Messages(ReactiveMessages reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the messages of a conversation ({@code listMessages}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the first page of the messages; iterating over it goes on to the later ones
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * conversation
	 */
	public Page<Message> list(String agentId, String conversationId, ListQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, conversationId, query, options).firstPage(),
				"ReactiveMessages.list");
	}

	/**
	 * Send a message into a known conversation ({@code sendMessage}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param request the message
	 * @param options the options of the call
	 * @return the message as it was stored
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * conversation
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public SentMessage send(String agentId, String conversationId, SendMessageRequest request,
			RequestOption... options) {
		return Blocking.await(this.reactive.send(agentId, conversationId, request, options), "ReactiveMessages.send");
	}

	/**
	 * Read one message ({@code getMessage}).
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param messageId the id of the message
	 * @param options the options of the call
	 * @return the message
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent,
	 * conversation or message
	 */
	public Message retrieve(String agentId, String conversationId, String messageId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(agentId, conversationId, messageId, options),
				"ReactiveMessages.retrieve");
	}

	/**
	 * Get a ticket for the message stream ({@code issueStreamTicket}). Only needed to
	 * open a stream by other means, such as a browser: {@link #stream} gets its own.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param options the options of the call
	 * @return the ticket: it works once, for about a minute, for this conversation only
	 */
	public StreamTicket streamTicket(String agentId, String conversationId, RequestOption... options) {
		return Blocking.await(this.reactive.streamTicket(agentId, conversationId, options),
				"ReactiveMessages.streamTicket");
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
	 * @return the messages; nothing is opened before they are iterated over
	 */
	public MessageStream stream(String agentId, String conversationId, StreamOptions streamOptions,
			RequestOption... options) {
		return new MessageStream(this.reactive.stream(agentId, conversationId, streamOptions, options));
	}

}
