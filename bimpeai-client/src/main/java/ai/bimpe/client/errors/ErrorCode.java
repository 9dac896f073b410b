package ai.bimpe.client.errors;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Machine-readable error code. The set is open: a code this version does not know is kept
 * as it came. Branch on the type of the exception (the HTTP status) first, then on the
 * code: the documentation uses near-synonyms differently from page to page.
 *
 * @param value the code on the wire, for example {@code not_found}
 * @since 0.1.0
 */
public record ErrorCode(String value) {

	/** Fields of the request were refused. */
	public static final ErrorCode VALIDATION_ERROR = new ErrorCode("validation_error");

	/** The request was malformed or did not fit. */
	public static final ErrorCode BAD_REQUEST = new ErrorCode("bad_request");

	/** No usable credentials. */
	public static final ErrorCode UNAUTHORIZED = new ErrorCode("unauthorized");

	/** No API key was sent. */
	public static final ErrorCode API_KEY_MISSING = new ErrorCode("api_key_missing");

	/** The API key is not known. */
	public static final ErrorCode API_KEY_INVALID = new ErrorCode("api_key_invalid");

	/** The API key has expired. */
	public static final ErrorCode API_KEY_EXPIRED = new ErrorCode("api_key_expired");

	/** The API key lacks a scope. */
	public static final ErrorCode INSUFFICIENT_SCOPE = new ErrorCode("insufficient_scope");

	/** The API key may not do this. */
	public static final ErrorCode FORBIDDEN = new ErrorCode("forbidden");

	/** Nothing with this id is visible to the team. */
	public static final ErrorCode NOT_FOUND = new ErrorCode("not_found");

	/** The state of the resource forbids it. */
	public static final ErrorCode CONFLICT = new ErrorCode("conflict");

	/** Too many requests. */
	public static final ErrorCode RATE_LIMITED = new ErrorCode("rate_limited");

	/** Too many requests. */
	public static final ErrorCode TOO_MANY_REQUESTS = new ErrorCode("too_many_requests");

	/** Too many streams are open. */
	public static final ErrorCode TOO_MANY_STREAMS = new ErrorCode("too_many_streams");

	/** Announced but not active. */
	public static final ErrorCode NOT_IMPLEMENTED = new ErrorCode("not_implemented");

	/** The plan allows no more agents. */
	public static final ErrorCode AGENT_LIMIT_REACHED = new ErrorCode("agent_limit_reached");

	/** The plan allows no more integrations. */
	public static final ErrorCode INTEGRATION_LIMIT_REACHED = new ErrorCode("integration_limit_reached");

	/** The agent has no workflow yet. */
	public static final ErrorCode WORKFLOW_REQUIRED = new ErrorCode("workflow_required");

	/** The agent has no telephony channel. */
	public static final ErrorCode CHANNEL_NOT_CONFIGURED = new ErrorCode("channel_not_configured");

	/** The foreign service refused the connection. */
	public static final ErrorCode INTEGRATION_CONNECTION_FAILED = new ErrorCode("integration_connection_failed");

	/** The server failed. */
	public static final ErrorCode INTERNAL_ERROR = new ErrorCode("internal_error");

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	private static final Set<ErrorCode> KNOWN = Set.of(VALIDATION_ERROR, BAD_REQUEST, UNAUTHORIZED, API_KEY_MISSING,
			API_KEY_INVALID, API_KEY_EXPIRED, INSUFFICIENT_SCOPE, FORBIDDEN, NOT_FOUND, CONFLICT, RATE_LIMITED,
			TOO_MANY_REQUESTS, TOO_MANY_STREAMS, NOT_IMPLEMENTED, AGENT_LIMIT_REACHED, INTEGRATION_LIMIT_REACHED,
			WORKFLOW_REQUIRED, CHANNEL_NOT_CONFIGURED, INTEGRATION_CONNECTION_FAILED, INTERNAL_ERROR);

	/**
	 * Return whether this version knows the code.
	 * @return {@code true} for the constants of this class
	 */
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	/**
	 * Return the code. What does not look like one could be any text, and is not shown.
	 */
	@Override
	public String toString() {
		return FORM.matcher(this.value).matches() ? this.value : "(no code)";
	}

}
