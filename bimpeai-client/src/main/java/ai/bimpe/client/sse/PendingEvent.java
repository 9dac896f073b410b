package ai.bimpe.client.sse;

import org.jspecify.annotations.Nullable;

/**
 * The event being received. Its data stays in the array it came in as long as it is one
 * line and that array is not used up, and is copied only otherwise.
 */
final class PendingEvent implements EventFrame {

	private final int maxSize;

	private final LastEventId lastEventId;

	private final ByteStore type = new ByteStore();

	private final ByteStore store = new ByteStore();

	private byte[] array = this.store.array();

	private int offset;

	private int length;

	private boolean borrowed;

	private int dataLines;

	private boolean tooLarge;

	PendingEvent(int maxSize, LastEventId lastEventId) {
		this.maxSize = maxSize;
		this.lastEventId = lastEventId;
	}

	void beginData() {
		if (this.dataLines++ > 0 && fits(1)) {
			detach();
			this.store.append((byte) '\n');
		}
	}

	void data(byte[] bytes, int from, int to, boolean complete) {
		if (!fits(to - from)) {
			return;
		}
		if (complete && this.dataLines == 1 && this.store.length() == 0) {
			view(bytes, from, to - from);
			this.borrowed = true;
		}
		else {
			this.store.append(bytes, from, to);
		}
	}

	void beginType() {
		this.type.clear();
	}

	void type(byte[] bytes, int from, int to) {
		if (fits(to - from)) {
			this.type.append(bytes, from, to);
		}
	}

	/** Copy what lies in the array received last, which is about to be used up. */
	void detach() {
		if (this.borrowed) {
			this.store.append(this.array, this.offset, this.offset + this.length);
			this.borrowed = false;
		}
	}

	private boolean fits(int more) {
		long data = this.borrowed ? this.length : this.store.length();
		if (!this.tooLarge && data + this.type.length() + more > this.maxSize) {
			skip();
		}
		return !this.tooLarge;
	}

	/** Let go of what was received, and ignore the rest of the event. */
	void skip() {
		clear();
		this.tooLarge = true;
	}

	boolean isTooLarge() {
		return this.tooLarge;
	}

	/**
	 * Make the event ready to be seen.
	 * @return whether there is something to see
	 */
	boolean complete() {
		if (this.dataLines == 0 || this.tooLarge) {
			return false;
		}
		this.type.repair();
		if (!this.borrowed) {
			view(this.store.array(), 0, this.store.length());
		}
		if (!Utf8.isWellFormed(this.array, this.offset, this.offset + this.length)) {
			byte[] repaired = Utf8.repair(this.array, this.offset, this.offset + this.length);
			view(repaired, 0, repaired.length);
		}
		return true;
	}

	private void view(byte[] array, int offset, int length) {
		this.array = array;
		this.offset = offset;
		this.length = length;
	}

	void clear() {
		this.type.clear();
		this.store.clear();
		view(this.store.array(), 0, 0);
		this.borrowed = false;
		this.dataLines = 0;
		this.tooLarge = false;
	}

	@Override
	public boolean isType(EventType type) {
		return (this.type.length() != 0) ? type.matches(this.type) : type.equals(EventType.MESSAGE);
	}

	@Override
	public String type() {
		return ((this.type.length() != 0) ? this.type : EventType.MESSAGE).toString();
	}

	@Override
	public @Nullable String lastEventId() {
		return this.lastEventId.value();
	}

	@Override
	public byte[] array() {
		return this.array;
	}

	@Override
	public int offset() {
		return this.offset;
	}

	@Override
	public int length() {
		return this.length;
	}

}
