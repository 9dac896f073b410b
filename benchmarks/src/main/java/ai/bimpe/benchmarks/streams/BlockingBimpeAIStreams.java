package ai.bimpe.benchmarks.streams;

import java.util.function.Consumer;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;

record BlockingBimpeAIStreams(BimpeAI bimpeai) implements StreamClient {

	@Override
	public void open(String agentId, String conversationId, Consumer<String> texts) {
		new Thread(() -> read(agentId, conversationId, texts)).start();
	}

	private void read(String agentId, String conversationId, Consumer<String> texts) {
		try (MessageStream stream = this.bimpeai.conversations()
			.messages()
			.stream(agentId, conversationId, StreamOptions.create())) {
			for (StreamMessage message : stream) {
				if (message.message() != null) {
					texts.accept(message.message());
				}
			}
		}
	}

}
