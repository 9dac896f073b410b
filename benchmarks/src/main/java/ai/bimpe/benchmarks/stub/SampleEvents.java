package ai.bimpe.benchmarks.stub;

import java.nio.charset.StandardCharsets;

/**
 * What the server sends: messages like the sample of the API's documentation, about 300
 * bytes an event. Ids differ, because a client may drop what it has seen.
 */
public final class SampleEvents {

	/** When all messages were written, as far as the server says. */
	static final String TIME = "2026-07-04T07:55:53.440Z";

	/** Digits that a text begins with: when it was sent, in nanoseconds. */
	private static final int TIME_DIGITS = 19;

	/** The text after these digits, unless another one is given. */
	private static final String TEXT = " It left our store this morning.";

	/** One event in so many is a heartbeat. */
	public static final int HEARTBEAT_EVERY = 100;

	private SampleEvents() {
	}

	/**
	 * Return the JSON of a message.
	 * @param number makes its id
	 * @param nanos when it is sent
	 * @return the JSON
	 */
	public static String json(long number, long nanos) {
		return json(number, ("%0" + TIME_DIGITS + "d").formatted(nanos) + TEXT);
	}

	private static String json(long number, String text) {
		return "{\"id\":\"" + id(number) + "\",\"conversation_id\":\"cmqb5c9p20011l80ehs6gk3uz\","
				+ "\"role\":\"assistant\",\"message\":\"" + text + "\",\"message_type\":\"text\",\"created_at\":\""
				+ TIME + "\"}";
	}

	/**
	 * Read when a message was sent.
	 * @param text the text of the message
	 * @return the time, in nanoseconds of the clock that all processes of a machine share
	 */
	public static long sentAt(String text) {
		return Long.parseLong(text, 0, TIME_DIGITS, 10);
	}

	/**
	 * Return the event of a message.
	 * @param number makes its id
	 * @param nanos when it is sent
	 * @return the event as it stands in a stream
	 */
	public static String event(long number, long nanos) {
		return event(number, json(number, nanos));
	}

	/**
	 * Return the event of a message of some size.
	 * @param number makes its id
	 * @param bytes the length of its text
	 * @return the event as it stands in a stream
	 */
	static String sizedEvent(long number, int bytes) {
		return event(number, json(number, TEXT.repeat(bytes / TEXT.length() + 1).substring(0, bytes)));
	}

	private static String event(long number, String json) {
		return "id: " + id(number) + "\nevent: message\ndata: " + json + "\n\n";
	}

	/**
	 * Return a heartbeat.
	 * @return the event as it stands in a stream
	 */
	public static String heartbeat() {
		return "event: heartbeat\ndata: {\"ts\":1783151753000}\n\n";
	}

	/**
	 * Put a piece of a body into a chunk of HTTP.
	 * @param body the piece, ASCII
	 * @return the chunk
	 */
	static byte[] chunk(String body) {
		return (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n").getBytes(StandardCharsets.US_ASCII);
	}

	private static String id(long number) {
		return "cmqb5cn4t%07d80eb3qk9w6m".formatted(number % 10_000_000);
	}

}
