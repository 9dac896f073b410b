package ai.bimpe.simulator.internal.faults;

import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything that a fault can say. The names in lower case are the keys of the HTTP
 * control interface.
 *
 * @since 0.1.0
 */
public enum FaultOption {

	/** The operation it applies to; absent for every operation. */
	OPERATION(JsonNode::isString, true),

	/** A text that the path has to contain. */
	PATH(JsonNode::isString, true),

	/** How many requests it applies to; absent for no end. */
	TIMES(FaultOption::isCount, true),

	/** The status to answer with. */
	STATUS((node) -> node.isInt() && node.intValue() >= 100 && node.intValue() <= 599, false),

	/** The code of the error body. */
	CODE(JsonNode::isString, false),

	/** The message of the error body. */
	MESSAGE(JsonNode::isString, false),

	/** The value of the Retry-After header. */
	RETRY_AFTER(JsonNode::isString, false),

	/** Further headers of the response. */
	HEADERS(JsonNode::isObject, false),

	/** A body to send as it is. */
	BODY(JsonNode::isString, false),

	/** The type of that body. */
	CONTENT_TYPE(JsonNode::isString, false),

	/** Time to wait before the response, in milliseconds. */
	DELAY_MS(FaultOption::isCount, false),

	/** Bytes that a slow body sends at once. */
	SLOW_BYTES(FaultOption::isPositive, false),

	/** Time between two parts of a slow body, in milliseconds. */
	SLOW_DELAY_MS(FaultOption::isCount, false),

	/** Whether the connection closes in the middle of the body. */
	CUT_BODY(JsonNode::isBoolean, false),

	/** Whether the connection is reset instead of a response. */
	RESET(JsonNode::isBoolean, false),

	/** Whether no response ever comes. */
	HANG(JsonNode::isBoolean, false),

	/** Whether the operation is done although its response is lost. */
	EXECUTE(JsonNode::isBoolean, false),

	/** Number of message events after which the connection drops. */
	DROP_AFTER(FaultOption::isCount, false),

	/** Number of message events after which the stream ends in good order. */
	END_AFTER(FaultOption::isCount, false),

	/** Number of message events after which nothing at all is sent. */
	SILENT_AFTER(FaultOption::isCount, false),

	/** Number of messages before the cursor to send again. */
	REPLAY_EXTRA(FaultOption::isCount, false),

	/** Whether each message is sent twice. */
	DUPLICATE(JsonNode::isBoolean, false),

	/** Number of the message event, from 1, before which a malformed one is sent. */
	MALFORMED_AT(FaultOption::isPositive, false),

	/** Number of the message event, from 1, that is sent without an id. */
	WITHOUT_ID_AT(FaultOption::isPositive, false),

	/** Number of the message event, from 1, before which an oversize one is sent. */
	OVERSIZE_AT(FaultOption::isPositive, false),

	/** Bytes of the text of the oversize event. */
	OVERSIZE_BYTES(FaultOption::isPositive, false),

	/** Value of a retry field at the beginning of the stream. */
	RETRY(JsonNode::isString, false),

	/** Text of a comment line before each message. */
	COMMENT(JsonNode::isString, false),

	/** Whether the stream begins with a byte order mark. */
	BOM(JsonNode::isBoolean, false),

	/** Line ends of the stream: lf, cr or crlf. */
	LINE_END((node) -> node.isString() && node.stringValue().matches("lf|cr|crlf"), false),

	/** Bytes that the stream writes at once. */
	CHUNK_BYTES(FaultOption::isPositive, false),

	/** Seed and probabilities of random faults. */
	CHAOS(JsonNode::isObject, false);

	@SuppressWarnings("ImmutableEnumChecker")
	private final Predicate<JsonNode> valid;

	private final boolean selector;

	FaultOption(Predicate<JsonNode> valid, boolean selector) {
		this.valid = valid;
		this.selector = selector;
	}

	/**
	 * Return the key in JSON.
	 * @return the key
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return whether this says which requests a fault applies to, rather than what
	 * happens to them.
	 * @return whether it selects
	 */
	public boolean isSelector() {
		return this.selector;
	}

	/**
	 * Return whether a value fits.
	 * @param value the value
	 * @return whether it fits
	 */
	public boolean accepts(JsonNode value) {
		return this.valid.test(value);
	}

	/**
	 * Find an option by its key in JSON.
	 * @param key the key
	 * @return the option, or {@code null} when there is none
	 */
	public static @Nullable FaultOption ofKey(String key) {
		for (FaultOption option : values()) {
			if (option.key().equals(key)) {
				return option;
			}
		}
		return null;
	}

	private static boolean isCount(JsonNode node) {
		return node.isInt() && node.intValue() >= 0;
	}

	private static boolean isPositive(JsonNode node) {
		return node.isInt() && node.intValue() > 0;
	}

}
