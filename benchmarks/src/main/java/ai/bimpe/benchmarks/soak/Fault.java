package ai.bimpe.benchmarks.soak;

/**
 * What the server does wrong, and how often: of all ticket calls, of all connections, or
 * of all events.
 */
enum Fault {

	TICKET_HANGS("ticket call: not answered", 0.01),

	TICKET_RESET("ticket call: reset", 0.005),

	TICKET_FAILS("ticket call: 500", 0.01),

	TICKET_BODY_STALLS("ticket call: 503 whose body stalls", 0.002),

	TICKET_REFUSED("ticket call: 429 with `Retry-After`", 0.01),

	TICKET_BLANK("ticket call: blank ticket", 0.005),

	TICKET_EXPIRED("connection: 401, the ticket has expired", 0.01),

	INFORMATION("connection: 103 before the answer", 0.05),

	REFUSED("connection: 429 with `Retry-After` in seconds", 0.01),

	REFUSED_UNTIL("connection: 503 with `Retry-After` as a date", 0.01),

	BODY_STALLS("connection: 503 whose body stalls", 0.005),

	NOT_ANSWERED("connection: not answered", 0.005),

	RESET_AT_ONCE("connection: reset before the answer", 0.01),

	OUTAGE("connection: 503 while the server is away", 0),

	CODED("reconnect: content coding gzip", 0.01),

	REDIRECTED("reconnect: 302 to a login page", 0.01),

	PAGE("reconnect: a page", 0.01),

	MISDIRECTED("reconnect: 421", 0.01),

	TOO_EARLY("reconnect: 425", 0.01),

	NO_CONTENT("reconnect: 204", 0.01),

	GREETED_AND_CLOSED("stream: a heartbeat, then closed", 0.05),

	RETRY("stream: `retry` of up to a second", 0.05),

	REPLAYED("stream: up to 32 messages from before the cursor", 0.2),

	WITHOUT_DATE("stream: no `Date`", 0.2),

	DROPPED("stream: dropped between two events", 0.008),

	ENDED("stream: ended in good order", 0.006),

	CUT("stream: cut in the middle of an event", 0.006),

	RESET("stream: reset in the middle of an event", 0.004),

	STALLED("stream: nothing more comes", 0.001),

	NOISE("stream: only bytes that mean nothing come", 0.001),

	DUPLICATED("event: sent twice", 0.02),

	SPLIT("event: sent in pieces", 0.02),

	COMMENT("event: a comment before it", 0.02),

	MALFORMED("event: not JSON", 0.003),

	UNKNOWN_TYPE("event: of an unknown type", 0.003),

	TOO_LARGE("event: larger than `bimpeai.max-event-size`", 0.0003),

	LARGE("message: of 16 to 900 KB", 0),

	ODD_TIME("message: `created_at` in an odd form, or none", 0),

	ODD_FIELDS("message: fields of another type", 0),

	ID_OF_EVENT("message: the id only in the event", 0),

	ID_OF_MESSAGE("message: the id only in the JSON", 0),

	NO_ID("message: no id at all", 0);

	private final String text;

	private final double rate;

	Fault(String text, double rate) {
		this.text = text;
		this.rate = rate;
	}

	String text() {
		return this.text;
	}

	double rate() {
		return this.rate;
	}

}
