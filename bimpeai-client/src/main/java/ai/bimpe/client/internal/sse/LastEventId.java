package ai.bimpe.client.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * The last event id of a stream, and the {@code id} field that may replace it.
 */
final class LastEventId {

	private final int maxSize;

	private ByteAccumulator current = new ByteAccumulator();

	private ByteAccumulator next = new ByteAccumulator();

	private boolean set;

	/** Whether the event being received has set the id. */
	private boolean ofEvent;

	private boolean tooLarge;

	private @Nullable String value;

	LastEventId(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Take a field whose value came whole, unless it is too large to count.
	 * @param bytes the array that holds it
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return whether it fits
	 */
	boolean line(byte[] bytes, int from, int to) {
		if (to - from > this.maxSize) {
			return false;
		}
		if (!LineScanner.hasZero(bytes, from, to)) {
			this.current.view(bytes, from, to);
			changed();
		}
		return true;
	}

	void begin() {
		this.next.clear();
		this.tooLarge = false;
	}

	/**
	 * Append to the field's value, unless it becomes too large to count.
	 * @param bytes the array to copy from
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return whether it fits
	 */
	boolean append(byte[] bytes, int from, int to) {
		this.tooLarge |= to - from > this.maxSize - this.next.length();
		if (this.tooLarge) {
			this.next.clear();
		}
		else {
			this.next.append(bytes, from, to);
		}
		return !this.tooLarge;
	}

	void complete() {
		if (!this.tooLarge && !this.next.hasZero()) {
			ByteAccumulator previous = this.current;
			this.current = this.next;
			this.next = previous;
			changed();
		}
	}

	/** Copy what lies in the array received last, which is about to be used up. */
	void detach() {
		this.current.detach();
	}

	/** Begin with the next event, which inherits the id. */
	void nextEvent() {
		this.ofEvent = false;
	}

	boolean isOfEvent() {
		return this.ofEvent;
	}

	private void changed() {
		this.set = true;
		this.ofEvent = true;
		this.value = null;
	}

	@Nullable String ofEvent() {
		return this.ofEvent ? value() : null;
	}

	@Nullable String value() {
		if (this.value == null && this.set) {
			this.current.repair();
			this.value = this.current.toString();
		}
		return this.value;
	}

}
