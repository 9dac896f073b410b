package ai.bimpe.benchmarks.soak;

import org.jspecify.annotations.Nullable;

/**
 * What one stream has received, held against what it should. Thread-safe.
 */
final class Ledger {

	private final int conversation;

	/** The first number, 0 until there is one. */
	private long first;

	/** The number that comes next, 0 until it is known. */
	private long next;

	private long messages;

	private long gaps;

	private long repeats;

	private long allowedRepeats;

	private long changed;

	/**
	 * Create.
	 * @param conversation the number of the conversation
	 * @param fromStart whether the stream asks for the first message too
	 */
	Ledger(int conversation, boolean fromStart) {
		this.conversation = conversation;
		this.next = fromStart ? 1 : 0;
	}

	synchronized void received(@Nullable String text) {
		this.messages++;
		int colon = (text != null) ? text.indexOf(':') : -1;
		if (text == null || colon < 0) {
			this.changed++;
			return;
		}
		NumberedMessage message = new NumberedMessage(this.conversation, Long.parseLong(text, 0, colon, 10));
		if (!text.equals(message.text())) {
			this.changed++;
		}
		if (this.next == 0) {
			this.first = message.number();
			this.next = this.first;
		}
		if (message.number() >= this.next) {
			this.gaps += message.number() - this.next;
			this.next = message.number() + 1;
		}
		else if (message.fault() == Fault.NO_ID) {
			this.allowedRepeats++;
		}
		else {
			this.repeats++;
		}
	}

	synchronized boolean isComplete(long last) {
		return this.next == 0 || this.next > last;
	}

	/**
	 * Count what has not come until the end.
	 * @param seen the last message that no stream has asked for
	 * @param last the last message
	 */
	synchronized void end(long seen, long last) {
		if (this.next == 0) {
			this.gaps += last - seen;
		}
		else {
			this.gaps += Math.max(0, last + 1 - this.next) + Math.max(0, this.first - seen - 1);
		}
	}

	synchronized long messages() {
		return this.messages;
	}

	synchronized long gaps() {
		return this.gaps;
	}

	synchronized long repeats() {
		return this.repeats;
	}

	synchronized long allowedRepeats() {
		return this.allowedRepeats;
	}

	synchronized long changed() {
		return this.changed;
	}

}
