package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of a value, which may come in pieces. One that comes whole stays where it is as
 * long as that array is not used up; all else is copied.
 */
final class ByteAccumulator {

	/** Above this a cleared array is given back: large values are rare. */
	private static final int MAX_RETAINED = 16 * 1024;

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private static final byte[] EMPTY = {};

	private byte[] own = EMPTY;

	private byte[] array = EMPTY;

	private int offset;

	private int length;

	byte[] array() {
		return this.array;
	}

	int offset() {
		return this.offset;
	}

	int length() {
		return this.length;
	}

	// Looks at bytes where they are.
	void view(byte[] source, int from, int to) {
		this.array = source;
		this.offset = from;
		this.length = to - from;
	}

	/** Copy what is only looked at, because its array is about to be used up. */
	void detach() {
		if (this.array != this.own) {
			byte[] source = this.array;
			int from = this.offset;
			int count = this.length;
			view(this.own, 0, 0);
			copy(source, from, count);
		}
	}

	void append(byte[] source, int from, int to) {
		detach();
		copy(source, from, to - from);
	}

	void append(byte value) {
		detach();
		reserve(1);
		this.own[this.length++] = value;
	}

	private void copy(byte[] source, int from, int count) {
		reserve(count);
		System.arraycopy(source, from, this.own, this.length, count);
		this.length += count;
	}

	private void reserve(int count) {
		int needed = Math.addExact(this.length, count);
		if (needed > this.own.length) {
			int doubled = (int) Math.min(MAX_ARRAY, this.own.length * 2L);
			this.own = Arrays.copyOf(this.own, Math.max(needed, doubled));
			this.array = this.own;
		}
	}

	void clear() {
		if (this.own.length > MAX_RETAINED) {
			this.own = EMPTY;
		}
		view(this.own, 0, 0);
	}

	/** Replace what is not UTF-8. */
	void repair() {
		if (!Utf8.isWellFormed(this.array, this.offset, this.offset + this.length)) {
			byte[] repaired = Utf8.repair(this.array, this.offset, this.offset + this.length);
			view(repaired, 0, repaired.length);
		}
	}

	boolean contentEquals(byte[] other) {
		if (this.length != other.length) {
			return false;
		}
		for (int i = 0; i < other.length; i++) {
			if (this.array[this.offset + i] != other[i]) {
				return false;
			}
		}
		return true;
	}

	boolean hasZero() {
		return LineScanner.hasZero(this.array, this.offset, this.offset + this.length);
	}

	@Override
	public String toString() {
		return new String(this.array, this.offset, this.length, StandardCharsets.UTF_8);
	}

}
