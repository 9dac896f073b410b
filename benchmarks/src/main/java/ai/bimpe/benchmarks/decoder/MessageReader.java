package ai.bimpe.benchmarks.decoder;

import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.client.http.Json;
import ai.bimpe.client.sse.EventFrame;
import ai.bimpe.client.sse.EventHandler;
import ai.bimpe.client.sse.EventType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads messages as the client does: heartbeats by their type alone, messages with a
 * prepared reader.
 */
public final class MessageReader implements EventHandler<StreamMessage> {

	private static final EventType HEARTBEAT = EventType.of("heartbeat");

	private final ObjectReader reader = new Json((builder) -> {
	}).reader(StreamMessage.class);

	@Override
	public @Nullable StreamMessage event(EventFrame frame) {
		if (frame.isType(HEARTBEAT) || !frame.isType(EventType.MESSAGE)) {
			return null;
		}
		return this.reader.readValue(frame.array(), frame.offset(), frame.length());
	}

	StreamMessage bare(byte[] json) {
		return this.reader.readValue(json, 0, json.length);
	}

}
