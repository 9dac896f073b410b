package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;

import ai.bimpe.client.internal.stream.StreamMessageDeserializer;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads values exactly as the client reads them from answers and streams.
 */
public final class ResponseJson {

	private static final JsonCodec JSON = new JsonCodec((builder) -> {
	});

	private static final ObjectReader STREAM_MESSAGES = JSON.reader(StreamMessage.class,
			new StreamMessageDeserializer());

	private ResponseJson() {
	}

	public static <T> @Nullable T read(Class<T> type, String json) {
		if (type == StreamMessage.class) {
			return type.cast(STREAM_MESSAGES.<StreamMessage>readValue(json));
		}
		Envelope<T> envelope = JSON.readEnvelope(("{\"data\":" + json + "}").getBytes(StandardCharsets.UTF_8), type);
		return (envelope != null) ? envelope.data() : null;
	}

}
