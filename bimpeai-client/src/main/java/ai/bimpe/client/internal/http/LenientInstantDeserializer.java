package ai.bimpe.client.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads ISO 8601 times with and without fraction and offset; without an offset the time
 * is in UTC.
 */
final class LenientInstantDeserializer extends StdScalarDeserializer<Instant> {

	private static final DateTimeFormatter UTC_UNLESS_TOLD = DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC);

	LenientInstantDeserializer() {
		super(Instant.class);
	}

	@Override
	public Instant deserialize(JsonParser parser, DeserializationContext context) {
		String text = parser.getValueAsString();
		try {
			if (text != null && Iso8601Parser.canParse(text)) {
				return Iso8601Parser.parse(text);
			}
			return Instant.from(UTC_UNLESS_TOLD.parse(text));
		}
		catch (DateTimeException | NullPointerException ex) {
			return (Instant) context.handleWeirdStringValue(Instant.class, String.valueOf(text),
					"not an ISO 8601 time");
		}
	}

}
