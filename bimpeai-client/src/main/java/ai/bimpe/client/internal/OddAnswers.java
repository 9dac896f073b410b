package ai.bimpe.client.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.core.JsonToken;

/**
 * Internal: reports what the server sends against its own contract, as a warning once for
 * each field and process, then at debug level. The value itself is never reported, only
 * which kind of JSON it is. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OddAnswers {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	/** As many as there are fields in the records of this client. */
	private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

	private OddAnswers() {
	}

	/**
	 * Report a field that is {@code null} because its value cannot be read.
	 * @param type the record that has the field
	 * @param field the name of the field on the wire
	 * @param token where the value begins
	 */
	public static void reportField(Class<?> type, String field, JsonToken token) {
		report(type.getSimpleName() + "." + field,
				"was sent as " + kind(token) + " that cannot be read: the field is null, the rest is kept");
	}

	/**
	 * Report an element of a list, or the value of a field, that is left out because its
	 * id is missing, or because it is not an object.
	 * @param type the record that was expected
	 * @param token where the value begins
	 */
	public static void reportRecord(Class<?> type, JsonToken token) {
		String form = (token == JsonToken.START_OBJECT) ? "without an id that can be read" : "as " + kind(token);
		report(type.getSimpleName(), "was sent " + form + ": it is left out, the rest is kept");
	}

	/**
	 * Report something odd about an answer.
	 * @param what one of few: a field, a record or an operation
	 * @param problem what is odd about it, and what the client does; no text of the
	 * answer
	 */
	public static void report(String what, String problem) {
		if (REPORTED.add(what)) {
			logger.warn(what + " " + problem + ". Further answers like this are logged at debug level only");
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(what + " " + problem);
		}
	}

	private static String kind(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> "an object";
			case START_ARRAY -> "an array";
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			default -> "a text";
		};
	}

}
