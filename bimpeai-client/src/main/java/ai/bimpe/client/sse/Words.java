package ai.bimpe.client.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Scans over bytes, eight at a time: a loop over single bytes that may leave early is not
 * vectorised and would cost a tenth of reading the JSON in them.
 */
final class Words {

	private static final VarHandle LITTLE_ENDIAN = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final long LINE_FEEDS = '\n' * ONES;

	private static final long CARRIAGE_RETURNS = '\r' * ONES;

	private Words() {
	}

	/**
	 * Find the first line feed or carriage return.
	 * @param bytes the array to search
	 * @param from index of the first byte
	 * @param to index after the last byte
	 * @return its index, or {@code to} when there is none
	 */
	static int endOfLine(byte[] bytes, int from, int to) {
		int position = from;
		for (; position <= to - Long.BYTES; position += Long.BYTES) {
			long word = (long) LITTLE_ENDIAN.get(bytes, position);
			long found = zeroBytes(word ^ LINE_FEEDS) | zeroBytes(word ^ CARRIAGE_RETURNS);
			if (found != 0) {
				return position + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (position < to && bytes[position] != '\n' && bytes[position] != '\r') {
			position++;
		}
		return position;
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
			long found = (long) LITTLE_ENDIAN.get(bytes, position) & HIGH_BITS;
			if (found != 0) {
				return position + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (position < to && bytes[position] >= 0) {
			position++;
		}
		return position;
	}

	// Sets the high bit of zero bytes; reliable only up to the lowest one.
	private static long zeroBytes(long word) {
		return (word - ONES) & ~word & HIGH_BITS;
	}

}
