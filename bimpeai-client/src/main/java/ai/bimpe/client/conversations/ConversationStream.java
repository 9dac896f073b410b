package ai.bimpe.client.conversations;

import java.util.Arrays;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.http.OperationCall;
import ai.bimpe.client.internal.http.Query;
import ai.bimpe.client.internal.stream.StreamRequests;
import ai.bimpe.client.stream.StreamTicket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;

/**
 * The message stream of one conversation, as a source of tickets and connections.
 */
final class ConversationStream implements StreamRequests {

	private static final Operation<Void> STREAM = Operation.withoutData("streamMessages", HttpMethod.GET,
			"/agents/{agentId}/conversations/{conversationId}/stream");

	private static final Operation<Void> STREAM_AT_EARLIER_PATH = Operation.withoutData("streamMessagesAtEarlierPath",
			HttpMethod.GET, "/agents/{agentId}/conversations/{conversationId}/messages/stream");

	private final Operation<Void> operation;

	private final ReactiveMessages messages;

	private final String agentId;

	private final String conversationId;

	private final RequestOption[] options;

	ConversationStream(boolean atEarlierPath, ReactiveMessages messages, String agentId, String conversationId,
			RequestOption... options) {
		this.operation = atEarlierPath ? STREAM_AT_EARLIER_PATH : STREAM;
		this.messages = messages;
		this.agentId = agentId;
		this.conversationId = conversationId;
		this.options = once(options);
	}

	@Override
	public String agentId() {
		return this.agentId;
	}

	@Override
	public String conversationId() {
		return this.conversationId;
	}

	@Override
	public Mono<StreamTicket> ticket() {
		return this.messages.streamTicket(this.agentId, this.conversationId, this.options);
	}

	@Override
	public OperationCall<Void> connection(String ticket, @Nullable String after) {
		return this.operation.call(this.agentId, this.conversationId)
			.query(new Query().add("ticket", ticket).add("after", after));
	}

	private static RequestOption[] once(RequestOption... options) {
		for (RequestOption option : options) {
			if (option instanceof RequestOption.IdempotencyKey) {
				throw new UserException(
						"A stream needs a new ticket for every connection: open it without idempotencyKey(..)");
			}
		}
		RequestOption[] once = Arrays.copyOf(options, options.length + 1);
		once[options.length] = RequestOption.maxRetries(0);
		return once;
	}

}
