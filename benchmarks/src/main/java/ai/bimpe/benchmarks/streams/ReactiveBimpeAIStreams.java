package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import reactor.core.Disposable;

/**
 * Streams of {@link ReactiveBimpeAI}.
 *
 * @param bimpeai the client
 */
public record ReactiveBimpeAIStreams(ReactiveBimpeAI bimpeai) implements StreamClient {

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		Disposable unused = this.bimpeai.conversations()
			.messages()
			.stream(agentId, conversationId, StreamOptions.create())
			.mapNotNull(StreamMessage::message)
			.subscribe(texts, Throwable::printStackTrace);
	}

}
