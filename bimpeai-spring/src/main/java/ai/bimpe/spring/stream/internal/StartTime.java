package ai.bimpe.spring.stream.internal;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

import ai.bimpe.client.errors.UserException;

/**
 * Where a stream starts that nothing was delivered on yet.
 */
public final class StartTime {

	/** No id begins like this, but a time that is misspelt does. */
	private static final Pattern LIKE_TIME = Pattern.compile("\\d{4}-.*");

	private StartTime() {
	}

	/**
	 * Return whether a start is meant to be a time.
	 * @param value an id, or a time that may be misspelt
	 * @return {@code false} for an id
	 */
	public static boolean isMeant(String value) {
		return LIKE_TIME.matcher(value).matches();
	}

	/**
	 * Check that a start is a time. No id of a message says where to start in many
	 * conversations.
	 * @param what names the setting
	 * @param value its value
	 * @throws UserException when it is no ISO 8601 time
	 */
	public static void check(String what, String value) {
		try {
			OffsetDateTime.parse(value);
		}
		catch (DateTimeException ex) {
			throw new UserException(
					what + " must be an ISO 8601 time such as 2026-01-31T12:00:00Z, but is '" + value + "'", ex);
		}
	}

}
