package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

import org.springframework.web.util.UriUtils;

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986, so that a value
 * means the same in a path segment and in a query.
 */
final class PercentEncoder {

	private static final BitSet UNRESERVED = new BitSet(128);

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
		// Ids, names and numbers mostly need no encoding.
		url.append(isUnreserved(value) ? value : UriUtils.encode(value, StandardCharsets.UTF_8));
	}

}
