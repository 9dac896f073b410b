package ai.bimpe.client.internal.stream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.internal.OddAnswers;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads messages without a reflective call and a buffer of arguments for each: streams
 * bring more messages than anything else. A field that cannot be read costs that field
 * alone: it is {@code null}, is reported, and is found as it came among the additional
 * properties.
 *
 * @since 0.1.0
 */
public final class StreamMessageDeserializer extends StdDeserializer<StreamMessage> {

	@SuppressWarnings("NullAway.Init")
	private ValueDeserializer<Object> instants;

	// Looked for here: event loops would wait for each other.
	@SuppressWarnings("NullAway.Init")
	private ValueDeserializer<Object> anything;

	/**
	 * Create.
	 */
	public StreamMessageDeserializer() {
		super(StreamMessage.class);
	}

	@Override
	public void resolve(DeserializationContext context) {
		this.instants = context.findContextualValueDeserializer(context.constructType(Instant.class), null);
		this.anything = context.findContextualValueDeserializer(context.constructType(Object.class), null);
	}

	@Override
	@SuppressWarnings("NullAway") // A server may leave out what the contract requires.
	public StreamMessage deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartObjectToken()) {
			return (StreamMessage) context.handleUnexpectedToken(StreamMessage.class, parser);
		}
		String id = null;
		String conversationId = null;
		String role = null;
		String message = null;
		String messageType = null;
		Instant createdAt = null;
		Others others = new Others();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "id" -> id = text(name, parser, context, others);
				case "conversation_id" -> conversationId = text(name, parser, context, others);
				case "role" -> role = text(name, parser, context, others);
				case "message" -> message = text(name, parser, context, others);
				case "message_type" -> messageType = text(name, parser, context, others);
				case "created_at" -> createdAt = instant(name, parser, context, others);
				default -> others.put(name, any(parser, context));
			}
		}
		return new StreamMessage(id, conversationId, (role != null) ? MessageRole.of(role) : null, message, messageType,
				createdAt, others.values);
	}

	private @Nullable String text(String name, JsonParser parser, DeserializationContext context, Others others) {
		if (parser.hasToken(JsonToken.VALUE_NULL)) {
			return null;
		}
		if (parser.currentToken().isStructStart()) {
			others.unreadable(name, parser.currentToken(), any(parser, context));
			return null;
		}
		return _parseString(parser, context, this);
	}

	@SuppressWarnings("NullAway") // Values of a map may be null.
	private Object any(JsonParser parser, DeserializationContext context) {
		return parser.hasToken(JsonToken.VALUE_NULL) ? null : this.anything.deserialize(parser, context);
	}

	private @Nullable Instant instant(String name, JsonParser parser, DeserializationContext context, Others others) {
		if (parser.hasToken(JsonToken.VALUE_NULL)) {
			return null;
		}
		if (!parser.currentToken().isStructStart()) {
			try {
				return (Instant) this.instants.deserialize(parser, context);
			}
			catch (MismatchedInputException ex) {
				// Below: the parser is still at the value.
			}
		}
		others.unreadable(name, parser.currentToken(), any(parser, context));
		return null;
	}

	/**
	 * The fields that have no component.
	 */
	private static final class Others {

		@SuppressWarnings("NullAway") // None, as long as there is no such field.
		private Map<String, Object> values = null;

		private void put(String name, Object value) {
			if (this.values == null) {
				this.values = new LinkedHashMap<>();
			}
			this.values.put(name, value);
		}

		private void unreadable(String name, JsonToken token, Object value) {
			OddAnswers.reportField(StreamMessage.class, name, token);
			put(name, value);
		}

	}

}
