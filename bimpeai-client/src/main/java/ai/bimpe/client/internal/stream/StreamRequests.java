package ai.bimpe.client.internal.stream;

import ai.bimpe.client.internal.http.OperationCall;
import ai.bimpe.client.stream.StreamTicket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The two calls that a stream is made of.
 *
 * @since 0.1.0
 */
public interface StreamRequests {

	/**
	 * Return whose conversation is followed.
	 * @return the id of the agent
	 */
	String agentId();

	/**
	 * Return what is followed.
	 * @return the id of the conversation
	 */
	String conversationId();

	/**
	 * Get a ticket, in a single attempt: the stream itself tries again.
	 * @return the ticket
	 */
	Mono<StreamTicket> ticket();

	/**
	 * Describe the call that opens a connection.
	 * @param ticket the ticket
	 * @param after where to start, or {@code null} for new messages only
	 * @return the call
	 */
	OperationCall<Void> connection(String ticket, @Nullable String after);

}
