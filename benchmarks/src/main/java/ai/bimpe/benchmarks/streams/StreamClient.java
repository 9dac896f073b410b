package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

/**
 * A way to follow conversations: get a ticket, open the stream with it, read its messages
 * into records.
 */
@FunctionalInterface
public interface StreamClient {

	/**
	 * Open a stream, to stay open until the process ends.
	 * @param agentId says what the server sends
	 * @param conversationId the conversation
	 * @param texts takes the text of every message
	 */
	void open(String agentId, String conversationId, Consumer<String> texts);

}
