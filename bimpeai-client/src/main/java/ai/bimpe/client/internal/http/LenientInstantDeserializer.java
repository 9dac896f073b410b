package ai.bimpe.client.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads ISO 8601 times with and without fraction and offset, also in the forms of
 * databases and programming languages, {@code 2026-07-04 07:55:53} and {@code +0100};
 * without an offset the time is in UTC.
 */
final class LenientInstantDeserializer extends StdScalarDeserializer<Instant> {

	private static final DateTimeFormatter UTC_UNLESS_TOLD = DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter LOOSE = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendPattern("['T'][ ]")
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[ ][XXX][XX][X]")
		.toFormatter(Locale.ROOT)
		.withZone(ZoneOffset.UTC);

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
			return parse(text);
		}
		catch (DateTimeException | NullPointerException ex) {
			return (Instant) context.handleWeirdStringValue(Instant.class, String.valueOf(text),
					"not an ISO 8601 time");
		}
	}

	private static Instant parse(@Nullable String text) {
		try {
			return Instant.from(UTC_UNLESS_TOLD.parse(text));
		}
		catch (DateTimeException ex) {
			return Instant.from(LOOSE.parse(text));
		}
	}

}
