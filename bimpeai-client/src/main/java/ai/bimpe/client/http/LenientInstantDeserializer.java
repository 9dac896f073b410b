package ai.bimpe.client.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads ISO 8601 times with and without fraction and offset; without an offset the time
 * is in UTC.
 */
final class LenientInstantDeserializer extends StdScalarDeserializer<Instant> {

	LenientInstantDeserializer() {
		super(Instant.class);
	}

	@Override
	public Instant deserialize(JsonParser parser, DeserializationContext context) {
		String text = parser.getValueAsString();
		try {
			if (text != null && UtcTime.isIn(text)) {
				return UtcTime.parse(text);
			}
			TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from,
					LocalDateTime::from);
			return (time instanceof OffsetDateTime offset) ? offset.toInstant()
					: ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException | NullPointerException ex) {
			return (Instant) context.handleWeirdStringValue(Instant.class, String.valueOf(text),
					"not an ISO 8601 time");
		}
	}

}
