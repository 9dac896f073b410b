package ai.bimpe.samples.recipes.restaurant;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A table that somebody asks for.
 *
 * @param guests for how many
 * @param evening when
 */
record BookingRequest(int guests, LocalDate evening) {

	private static final Pattern ASKED = Pattern
		.compile("table for (\\d{1,2})\\b(?: (tonight|tomorrow|on \\d{4}-\\d{2}-\\d{2}))?", Pattern.CASE_INSENSITIVE);

	/**
	 * Read a message. Plain words keep the recipe short; let the agent ask for number and
	 * day in a form that you can read.
	 * @param text what the customer wrote
	 * @param today the day in the restaurant
	 * @return the request, or nothing when the message asks for no table to come
	 */
	static Optional<BookingRequest> read(String text, LocalDate today) {
		Matcher asked = ASKED.matcher(text);
		if (!asked.find()) {
			return Optional.empty();
		}
		int guests = Integer.parseInt(asked.group(1));
		return evening(asked.group(2), today).filter((evening) -> guests > 0 && !evening.isBefore(today))
			.map((evening) -> new BookingRequest(guests, evening));
	}

	private static Optional<LocalDate> evening(@Nullable String when, LocalDate today) {
		if (when == null) {
			return Optional.of(today);
		}
		return switch (when.toLowerCase(Locale.ROOT)) {
			case "tonight" -> Optional.of(today);
			case "tomorrow" -> Optional.of(today.plusDays(1));
			default -> date(when.substring("on ".length()));
		};
	}

	private static Optional<LocalDate> date(String text) {
		try {
			return Optional.of(LocalDate.parse(text));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

}
