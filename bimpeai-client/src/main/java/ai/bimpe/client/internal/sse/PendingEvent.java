package ai.bimpe.client.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * The event being received.
 */
final class PendingEvent implements EventFrame {

	private final int maxSize;

	private final LastEventId lastEventId;

	private final ByteAccumulator type = new ByteAccumulator();

	private final ByteAccumulator data = new ByteAccumulator();

	/** Whether no byte of the data needs a look at its UTF-8. */
	private boolean ascii = true;

	private int dataLines;

	private boolean tooLarge;

	/** Whether data has come since it was last asked for, also data that is ignored. */
	private boolean grown;

	PendingEvent(int maxSize, LastEventId lastEventId) {
		this.maxSize = maxSize;
		this.lastEventId = lastEventId;
	}

	void dataLine(byte[] bytes, int from, int to, boolean ascii) {
		if (this.dataLines == 0 && fits(to - from)) {
			this.dataLines = 1;
			this.grown = true;
			this.ascii = ascii;
			this.data.view(bytes, from, to);
		}
		else {
			beginData();
			data(bytes, from, to, ascii);
		}
	}

	void beginData() {
		if (this.dataLines++ > 0 && fits(1)) {
			this.data.append((byte) '\n');
		}
	}

	void data(byte[] bytes, int from, int to, boolean ascii) {
		this.grown = true;
		if (fits(to - from)) {
			this.ascii &= ascii;
			this.data.append(bytes, from, to);
		}
	}

	void typeLine(byte[] bytes, int from, int to) {
		this.type.clear();
		if (fits(to - from)) {
			this.type.view(bytes, from, to);
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
		this.type.detach();
		this.data.detach();
	}

	private boolean fits(int more) {
		if (!this.tooLarge && (long) this.data.length() + this.type.length() + more > this.maxSize) {
			skip();
		}
		return !this.tooLarge;
	}

	/** Let go of what was received, and ignore the rest of the event. */
	void skip() {
		clear();
		this.tooLarge = true;
	}

	// Whether there is more of the event than its id.
	boolean isBegun() {
		return this.dataLines > 0 || this.type.length() > 0 || this.tooLarge;
	}

	boolean takeGrown() {
		boolean grown = this.grown;
		this.grown = false;
		return grown;
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
		if (!this.ascii) {
			this.data.repair();
		}
		return true;
	}

	void clear() {
		this.type.clear();
		this.data.clear();
		this.ascii = true;
		this.dataLines = 0;
		this.tooLarge = false;
	}

	@Override
	public boolean isType(EventType type) {
		return (this.type.length() != 0) ? type.matches(this.type) : type.equals(EventType.MESSAGE);
	}

	@Override
	public String type() {
		this.type.repair();
		return ((this.type.length() != 0) ? this.type : EventType.MESSAGE).toString();
	}

	@Override
	public @Nullable String lastEventId() {
		return this.lastEventId.value();
	}

	@Override
	public @Nullable String eventId() {
		return this.lastEventId.ofEvent();
	}

	@Override
	public byte[] array() {
		return this.data.array();
	}

	@Override
	public int offset() {
		return this.data.offset();
	}

	@Override
	public int length() {
		return this.data.length();
	}

}
