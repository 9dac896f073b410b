package ai.bimpe.client.internal.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Scans over bytes, eight at a time: a loop over single bytes that may leave early is not
 * vectorised and would cost a tenth of reading the JSON in them.
 */
final class LineScanner {

	private static final VarHandle LITTLE_ENDIAN = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long LINE_FEEDS = '\n' * ONES;

	private static final long CARRIAGE_RETURNS = '\r' * ONES;

	private static final long ABOVE_LINE_ENDS = ('\r' + 1) * ONES;

	private LineScanner() {
	}

	static long at(byte[] bytes, int position) {
		return (long) LITTLE_ENDIAN.get(bytes, position);
	}

	/**
	 * Find the first line feed or carriage return.
	 * @param bytes the array to search
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return its index, or {@code to} when there is none; its complement when a byte
	 * before it, or up to seven after it, may be none of ASCII
	 */
	static int endOfLine(byte[] bytes, int from, int to) {
		int position = from;
		long all = 0;
		for (; position <= to - Long.BYTES; position += Long.BYTES) {
			long word = at(bytes, position);
			all |= word;
			// One cheap test passes nearly all words: text has few bytes this small.
			if (((word - ABOVE_LINE_ENDS) & ~word & HIGH_BITS) != 0) {
				long found = zeroBytes(word ^ LINE_FEEDS) | zeroBytes(word ^ CARRIAGE_RETURNS);
				if (found != 0) {
					position += Long.numberOfTrailingZeros(found) >>> 3;
					return ((all & HIGH_BITS) == 0) ? position : ~position;
				}
			}
		}
		while (position < to && bytes[position] != '\n' && bytes[position] != '\r') {
			all |= bytes[position++];
		}
		return ((all & HIGH_BITS) == 0) ? position : ~position;
	}

	/**
	 * Find the first byte that is not ASCII.
	 * @param bytes the array to search
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return its index, or {@code to} when there is none
	 */
	static int endOfAscii(byte[] bytes, int from, int to) {
		int position = from;
		for (; position <= to - Long.BYTES; position += Long.BYTES) {
			long found = at(bytes, position) & HIGH_BITS;
			if (found != 0) {
				return position + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (position < to && bytes[position] >= 0) {
			position++;
		}
		return position;
	}

	/**
	 * Tell whether there is a zero byte.
	 * @param bytes the array to search
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return whether there is one
	 */
	static boolean hasZero(byte[] bytes, int from, int to) {
		int position = from;
		for (; position <= to - Long.BYTES; position += Long.BYTES) {
			if (zeroBytes(at(bytes, position)) != 0) {
				return true;
			}
		}
		while (position < to && bytes[position] != 0) {
			position++;
		}
		return position < to;
	}

	// Sets the high bit of zero bytes; reliable only up to the lowest one.
	private static long zeroBytes(long word) {
		return (word - ONES) & ~word & HIGH_BITS;
	}

}
