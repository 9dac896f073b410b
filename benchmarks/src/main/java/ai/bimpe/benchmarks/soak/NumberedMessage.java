package ai.bimpe.benchmarks.soak;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation. Its number and its conversation say everything about it,
 * so that it is the same whenever it is sent, and both sides know what it is.
 *
 * @param conversation the number of the conversation
 * @param number its place in the conversation, from 1
 */
record NumberedMessage(int conversation, long number) {

	private static final String FILLER = "x".repeat(1024 * 1024);

	static NumberedMessage ofId(String id) {
		String[] words = id.split("-", -1);
		return new NumberedMessage(Integer.parseInt(words[1]), Long.parseLong(words[2]));
	}

	String id() {
		return "msg-" + this.conversation + "-" + this.number;
	}

	/**
	 * Return what is odd about it.
	 * @return the fault, or {@code null} when it is as it should be
	 */
	@Nullable Fault fault() {
		int thousandth = (int) Long.remainderUnsigned(hash(), 1000);
		if (thousandth < 5) {
			return Fault.ODD_TIME;
		}
		if (thousandth < 10) {
			return Fault.ODD_FIELDS;
		}
		if (thousandth < 20) {
			return Fault.ID_OF_EVENT;
		}
		if (thousandth < 30) {
			return Fault.ID_OF_MESSAGE;
		}
		if (thousandth < 32) {
			return Fault.NO_ID;
		}
		return (thousandth == 32 && number(2) % 3 == 0) ? Fault.LARGE : null;
	}

	/**
	 * Return the text, which begins with the number.
	 * @return the text
	 */
	String text() {
		int length = (fault() == Fault.LARGE) ? 16_384 + number(3) % 900_000 : 40 + number(3) % 100;
		return this.number + ":" + FILLER.substring(0, length);
	}

	/**
	 * Return the lines of its event.
	 * @param createdAt when the message was created, by the clock of the server
	 * @return the event with its blank line
	 */
	String event(Instant createdAt) {
		Fault fault = fault();
		boolean anonymous = fault == Fault.NO_ID;
		StringBuilder event = new StringBuilder();
		if (!anonymous && fault != Fault.ID_OF_MESSAGE) {
			event.append("id: ").append(id()).append('\n');
		}
		event.append("event: message\ndata: {");
		if (!anonymous && fault != Fault.ID_OF_EVENT) {
			event.append("\"id\":\"").append(id()).append("\",");
		}
		event.append("\"conversation_id\":\"cnv-")
			.append(this.conversation)
			.append("\",\"role\":")
			.append((fault == Fault.ODD_FIELDS) ? "{\"name\":[1]},\"message_type\":[7]" : "\"assistant\"")
			.append(",\"message\":\"")
			.append(text())
			.append('"');
		String time = (fault == Fault.ODD_TIME) ? oddTime(createdAt) : "\"" + createdAt + "\"";
		if (!time.isEmpty()) {
			event.append(",\"created_at\":").append(time);
		}
		return event.append("}\n\n").toString();
	}

	private String oddTime(Instant time) {
		String text = time.toString();
		return switch (number(4) % 6) {
			case 0 -> "\"" + text.substring(0, 19).replace('T', ' ') + "\"";
			case 1 -> "\"" + text.substring(0, 19) + "+0100\"";
			case 2 -> Long.toString(time.toEpochMilli());
			case 3 -> "\"soon\"";
			case 4 -> "{\"at\":null}";
			default -> "";
		};
	}

	private int number(int salt) {
		return (int) (mix(hash() + salt) >>> 33);
	}

	private long hash() {
		return mix(this.conversation * 1_000_000_007L + this.number);
	}

	// The finalizer of SplitMix64.
	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
