package ai.bimpe.client.internal.stream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads messages as the generic record reader does, but without a reflective call and a
 * buffer of arguments for each: streams bring more messages than anything else.
 *
 * @since 0.1.0
 */
public final class StreamMessageDeserializer extends StdDeserializer<StreamMessage> {

	@SuppressWarnings("NullAway.Init")
	private ValueDeserializer<Object> instants;

	/**
	 * Create.
	 */
	public StreamMessageDeserializer() {
		super(StreamMessage.class);
	}

	@Override
	public void resolve(DeserializationContext context) {
		this.instants = context.findContextualValueDeserializer(context.constructType(Instant.class), null);
	}

	@Override
	@SuppressWarnings("NullAway") // A server may leave out what the contract requires.
	public StreamMessage deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartObjectToken()) {
			return (StreamMessage) context.handleUnexpectedToken(StreamMessage.class, parser);
		}
		String id = null;
		String conversationId = null;
		MessageRole role = null;
		String message = null;
		String messageType = null;
		Instant createdAt = null;
		Map<String, Object> others = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "id" -> id = text(parser, context);
				case "conversation_id" -> conversationId = text(parser, context);
				case "role" -> role = role(text(parser, context));
				case "message" -> message = text(parser, context);
				case "message_type" -> messageType = text(parser, context);
				case "created_at" -> createdAt = instant(parser, context);
				default -> {
					others = (others != null) ? others : new LinkedHashMap<>();
					others.put(name, context.readValue(parser, Object.class));
				}
			}
		}
		return new StreamMessage(id, conversationId, role, message, messageType, createdAt, others);
	}

	private @Nullable String text(JsonParser parser, DeserializationContext context) {
		return parser.hasToken(JsonToken.VALUE_NULL) ? null : _parseString(parser, context, this);
	}

	private @Nullable Instant instant(JsonParser parser, DeserializationContext context) {
		return parser.hasToken(JsonToken.VALUE_NULL) ? null : (Instant) this.instants.deserialize(parser, context);
	}

	private static @Nullable MessageRole role(@Nullable String value) {
		return (value != null) ? MessageRole.of(value) : null;
	}

}
