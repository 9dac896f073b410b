package ai.bimpe.client.sse;

/**
 * Fields of an event. A name is compared as one number: its bytes, after a leading one
 * that tells it from a name with leading zeros.
 */
enum Field {

	DATA("data"), EVENT("event"), ID("id"), RETRY("retry"),

	/** Comments too: their name is empty. */
	UNKNOWN("");

	/** What a name is before its first byte. */
	static final long NO_NAME = 1;

	static final long BYTE_ORDER_MARK = 0x1EFBBBF;

	/** A name this great is longer than all known ones, whatever follows. */
	private static final long LONGEST = 1L << 48;

	private final long packed;

	Field(String name) {
		long packed = NO_NAME;
		for (int i = 0; i < name.length(); i++) {
			packed = append(packed, (byte) name.charAt(i));
		}
		this.packed = packed;
	}

	static long append(long name, byte next) {
		return (name < LONGEST) ? (name << Byte.SIZE) | (next & 0xFF) : name;
	}

	static Field named(long name) {
		if (name == DATA.packed) {
			return DATA;
		}
		if (name == EVENT.packed) {
			return EVENT;
		}
		if (name == ID.packed) {
			return ID;
		}
		return (name == RETRY.packed) ? RETRY : UNKNOWN;
	}

}
