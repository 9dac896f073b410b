package ai.bimpe.benchmarks.decoder;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.internal.http.JsonCodec;
import ai.bimpe.client.internal.sse.EventFrame;
import ai.bimpe.client.internal.sse.EventHandler;
import ai.bimpe.client.internal.sse.EventType;
import ai.bimpe.client.internal.stream.StreamMessageDeserializer;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads messages as the client does: heartbeats by their type alone, messages with a
 * prepared reader.
 */
public final class MessageReader implements EventHandler<StreamMessage> {

	private static final EventType HEARTBEAT = EventType.of("heartbeat");

	private final ObjectReader reader = new JsonCodec((builder) -> {
	}).reader(StreamMessage.class, new StreamMessageDeserializer());

	private final ObjectReader records = mapper().readerFor(StreamMessage.class);

	@Override
	public @Nullable StreamMessage event(EventFrame frame) {
		if (frame.isType(HEARTBEAT) || !frame.isType(EventType.MESSAGE)) {
			return null;
		}
		return this.reader.readValue(frame.array(), frame.offset(), frame.length());
	}

	/**
	 * Return the mapper of the client, for Spring's decoder: the client itself keeps it
	 * private, and shows it to customizers while it is built.
	 * @return the mapper
	 */
	static JsonMapper mapper() {
		AtomicReference<JsonMapper.Builder> seen = new AtomicReference<>();
		JsonCodec unused = new JsonCodec(seen::set);
		return Objects.requireNonNull(seen.get()).build();
	}

	StreamMessage read(byte[] json) {
		return this.reader.readValue(json, 0, json.length);
	}

	StreamMessage record(byte[] json) {
		return this.records.readValue(json, 0, json.length);
	}

}
