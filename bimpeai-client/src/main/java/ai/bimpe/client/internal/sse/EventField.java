package ai.bimpe.client.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * Fields of an event. A name is compared as one number: its bytes, after a leading one
 * that tells it from a name with leading zeros.
 */
enum EventField {

	DATA("data"), EVENT("event"), ID("id"), RETRY("retry"),

	/** A line that begins with its colon. */
	COMMENT(""),

	/** Ignored, whatever it is called. */
	UNKNOWN("");

	/** What a name is before its first byte. */
	static final long NO_NAME = 1;

	static final long BYTE_ORDER_MARK = 0x1EFBBBF;

	/** A name this great is longer than all known ones, whatever follows. */
	private static final long LONGEST = 1L << 48;

	private final long packed;

	/** The name and the colon as the first bytes of a little-endian word. */
	private final long prefix;

	private final long prefixMask;

	private final int prefixLength;

	EventField(String name) {
		long packed = NO_NAME;
		long prefix = (long) ':' << (name.length() * Byte.SIZE);
		for (int i = 0; i < name.length(); i++) {
			packed = append(packed, (byte) name.charAt(i));
			prefix |= (long) name.charAt(i) << (i * Byte.SIZE);
		}
		this.packed = packed;
		this.prefix = prefix;
		this.prefixLength = name.length() + 1;
		this.prefixMask = (1L << (this.prefixLength * Byte.SIZE)) - 1;
	}

	int prefixLength() {
		return this.prefixLength;
	}

	private boolean begins(long word) {
		return (word & this.prefixMask) == this.prefix;
	}

	/**
	 * Recognise the fields that come often by the first eight bytes of a line.
	 * @param word the bytes, the first one lowest
	 * @return the field, or {@code null} when the name has to be read byte by byte
	 */
	static @Nullable EventField beginning(long word) {
		if (DATA.begins(word)) {
			return DATA;
		}
		if (EVENT.begins(word)) {
			return EVENT;
		}
		return ID.begins(word) ? ID : null;
	}

	static long append(long name, byte next) {
		return (name < LONGEST) ? (name << Byte.SIZE) | (next & 0xFF) : name;
	}

	static EventField named(long name) {
		if (name == DATA.packed) {
			return DATA;
		}
		if (name == EVENT.packed) {
			return EVENT;
		}
		if (name == ID.packed) {
			return ID;
		}
		if (name == RETRY.packed) {
			return RETRY;
		}
		return (name == NO_NAME) ? COMMENT : UNKNOWN;
	}

}
