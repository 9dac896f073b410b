package ai.bimpe.spring.stream.internal.source;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Where the messages of a container come from: one conversation, or all of an agent.
 */
public interface MessageSource {

	/**
	 * Open the source. It honours demand, reconnects for ever, and ends only with a
	 * failure that trying again cannot cure. Messages of a conversation come in their
	 * order.
	 * @param checkpoints gives where to go on in a conversation, by its id; may block;
	 * what it throws ends the source, and is passed on as it is; after a
	 * {@link CheckpointStoreException} it is asked again, except when the source of one
	 * conversation is opened
	 * @param control asks for less, or for messages again, while the source is open
	 * @return what comes in
	 */
	Flux<Incoming> open(SourceCheckpoints checkpoints, ConversationControl control);

	/**
	 * What came in.
	 *
	 * @param conversationId the conversation, or {@code null} for the list of the agent's
	 * conversations: connected when it was read, reconnecting when it could not be
	 * @param event what happened on its stream
	 */
	record Incoming(@Nullable String conversationId, StreamEvent event) {

	}

}
