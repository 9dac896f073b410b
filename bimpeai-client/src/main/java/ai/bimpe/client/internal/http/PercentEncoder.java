package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986, so that a value
 * means the same in a path segment and in a query.
 */
final class PercentEncoder {

	private static final BitSet UNRESERVED = new BitSet(128);

	private static final char[] HEX = "0123456789ABCDEF".toCharArray();

	static {
		UNRESERVED.set('a', 'z' + 1);
		UNRESERVED.set('A', 'Z' + 1);
		UNRESERVED.set('0', '9' + 1);
		for (char mark : "-._~".toCharArray()) {
			UNRESERVED.set(mark);
		}
	}

	private PercentEncoder() {
	}

	static boolean isUnreserved(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (!UNRESERVED.get(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	static void append(StringBuilder url, String value) {
		if (isUnreserved(value)) {
			url.append(value);
		}
		else {
			appendEncoded(url, value);
		}
	}

	private static void appendEncoded(StringBuilder url, String value) {
		for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
			if (octet > 0 && UNRESERVED.get(octet)) {
				url.append((char) octet);
			}
			else {
				url.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
			}
		}
	}

}
