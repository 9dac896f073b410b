package ai.bimpe.client.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Array that grows with what is appended, and is given back once it was huge.
 */
final class ByteStore {

	/** Above this a cleared store gives its array back: large events are rare. */
	private static final int MAX_RETAINED = 16 * 1024;

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private static final byte[] EMPTY = {};

	private byte[] array = EMPTY;

	private int length;

	byte[] array() {
		return this.array;
	}

	int length() {
		return this.length;
	}

	void append(byte[] source, int from, int to) {
		int count = to - from;
		System.arraycopy(source, from, reserve(count), this.length, count);
		this.length += count;
	}

	void append(byte value) {
		reserve(1)[this.length++] = value;
	}

	private byte[] reserve(int count) {
		int needed = Math.addExact(this.length, count);
		if (needed > this.array.length) {
			int doubled = (int) Math.min(MAX_ARRAY, this.array.length * 2L);
			this.array = Arrays.copyOf(this.array, Math.max(needed, doubled));
		}
		return this.array;
	}

	void clear() {
		this.length = 0;
		if (this.array.length > MAX_RETAINED) {
			this.array = EMPTY;
		}
	}

	void repair() {
		if (!Utf8.isWellFormed(this.array, 0, this.length)) {
			byte[] repaired = Utf8.repair(this.array, 0, this.length);
			this.array = repaired;
			this.length = repaired.length;
		}
	}

	boolean hasZero() {
		return Words.hasZero(this.array, 0, this.length);
	}

	boolean contentEquals(ByteStore other) {
		return Arrays.equals(this.array, 0, this.length, other.array, 0, other.length);
	}

	@Override
	public String toString() {
		return new String(this.array, 0, this.length, StandardCharsets.UTF_8);
	}

}
