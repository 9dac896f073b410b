package ai.bimpe.client.internal.sse;

import java.util.Arrays;

/**
 * UTF-8 as the Encoding Standard decodes it: each maximal ill-formed part is one U+FFFD.
 * Java's own decoder counts differently, and JSON readers refuse such bytes or let them
 * through.
 */
final class Utf8 {

	private static final byte[] REPLACEMENT = { (byte) 0xEF, (byte) 0xBF, (byte) 0xBD };

	private Utf8() {
	}

	static boolean isWellFormed(byte[] bytes, int from, int to) {
		int position = LineScanner.endOfAscii(bytes, from, to);
		while (position < to) {
			int length = sequence(bytes, position, to);
			if (length < 0) {
				return false;
			}
			position = (length > 1) ? position + length : LineScanner.endOfAscii(bytes, position, to);
		}
		return true;
	}

	static byte[] repair(byte[] bytes, int from, int to) {
		ByteAccumulator repaired = new ByteAccumulator();
		int position = from;
		while (position < to) {
			int length = sequence(bytes, position, to);
			if (length > 0) {
				repaired.append(bytes, position, position + length);
			}
			else {
				repaired.append(REPLACEMENT, 0, REPLACEMENT.length);
			}
			position += Math.abs(length);
		}
		return Arrays.copyOf(repaired.array(), repaired.length());
	}

	// The length of the sequence at a position, negative when it is ill-formed.
	private static int sequence(byte[] bytes, int position, int to) {
		int lead = bytes[position] & 0xFF;
		int length = lengthAfter(lead);
		for (int i = 1; i < length; i++) {
			if (position + i == to || !isContinuation(lead, i, bytes[position + i] & 0xFF)) {
				return -i;
			}
		}
		return (length != 0) ? length : -1;
	}

	private static int lengthAfter(int lead) {
		if (lead < 0x80) {
			return 1;
		}
		if (lead < 0xC2 || lead > 0xF4) {
			return 0;
		}
		if (lead < 0xE0) {
			return 2;
		}
		return (lead < 0xF0) ? 3 : 4;
	}

	// The second byte's range is narrower where overlong forms and surrogates lie.
	private static boolean isContinuation(int lead, int index, int value) {
		if (value < 0x80 || value > 0xBF) {
			return false;
		}
		return index > 1 || switch (lead) {
			case 0xE0 -> value >= 0xA0;
			case 0xED -> value <= 0x9F;
			case 0xF0 -> value >= 0x90;
			case 0xF4 -> value <= 0x8F;
			default -> true;
		};
	}

}
