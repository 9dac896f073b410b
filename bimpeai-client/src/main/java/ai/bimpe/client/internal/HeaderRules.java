package ai.bimpe.client.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import ai.bimpe.client.errors.UserException;

/**
 * What may be sent in a header, and which headers the client keeps to itself.
 */
public final class HeaderRules {

	private static final Set<String> OWN = Set.of("authorization", "x-api-key", "accept", "user-agent", "x-request-id",
			"idempotency-key", "content-type", "content-length", "host", "transfer-encoding", "connection");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private static final int MAX_KEY_LENGTH = 255;

	private HeaderRules() {
	}

	/**
	 * Check a header of the application.
	 * @param name the name
	 * @param value the value
	 * @return whether it may be sent; headers that the client itself sets may not
	 * @throws UserException when the name is not a token or the value holds control
	 * characters
	 */
	public static boolean check(String name, String value) {
		if (!NAME.matcher(name).matches()) {
			throw new UserException("A header name must be made of letters, digits and hyphens");
		}
		checkValue("The value of header '" + name + "'", value);
		return !OWN.contains(name.toLowerCase(Locale.ROOT));
	}

	public static void checkIdempotencyKey(String key) {
		checkValue("'idempotencyKey'", key);
		if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
			throw new UserException(
					"'idempotencyKey' must have 1 to " + MAX_KEY_LENGTH + " characters, but has " + key.length());
		}
	}

	public static void checkRequestId(String requestId) {
		checkValue("'requestId'", requestId);
		if (requestId.isBlank()) {
			throw new UserException("'requestId' must not be blank");
		}
	}

	/**
	 * Check the value of a header.
	 * @param what names the value in the message; never the value itself
	 * @param value the value
	 * @throws UserException when the value holds control characters or characters outside
	 * of ISO 8859-1
	 */
	public static void checkValue(String what, String value) {
		if (hasControlCharacter(value) || !StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)) {
			throw new UserException(what + " must not hold control characters or characters beyond ISO 8859-1");
		}
	}

	public static boolean hasControlCharacter(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				return true;
			}
		}
		return false;
	}

}
