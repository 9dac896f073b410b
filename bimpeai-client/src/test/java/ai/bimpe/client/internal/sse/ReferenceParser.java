package ai.bimpe.client.internal.sse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The standard's own steps, word by word and slow: the whole stream is decoded to a
 * string, which is cut into lines, which are interpreted one after the other.
 */
final class ReferenceParser {

	private final List<String> received = new ArrayList<>();

	private String data = "";

	private String eventType = "";

	private @Nullable String lastEventId;

	private ReferenceParser() {
	}

	static List<String> received(byte[] stream) {
		ReferenceParser parser = new ReferenceParser();
		String text = decode(stream);
		if (text.startsWith("\uFEFF")) {
			text = text.substring(1);
		}
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\r' || c == '\n') {
				parser.line(text.substring(start, i));
				if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
					i++;
				}
				start = i + 1;
			}
		}
		return parser.received;
	}

	private void line(String line) {
		if (line.isEmpty()) {
			dispatch();
		}
		else if (line.startsWith(":")) {
			return;
		}
		else if (line.contains(":")) {
			int colon = line.indexOf(':');
			String value = line.substring(colon + 1);
			field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
		}
		else {
			field(line, "");
		}
	}

	private void field(String name, String value) {
		if (name.equals("event")) {
			this.eventType = value;
		}
		else if (name.equals("data")) {
			this.data += value + "\n";
		}
		else if (name.equals("id") && !value.contains("\0")) {
			this.lastEventId = value;
		}
		else if (name.equals("retry") && value.matches("[0-9]+")) {
			this.received.add("retry " + new BigInteger(value).min(BigInteger.valueOf(Integer.MAX_VALUE)));
		}
	}

	private void dispatch() {
		if (!this.data.isEmpty()) {
			this.received.add(RecordingHandler.describe(this.eventType.isEmpty() ? "message" : this.eventType,
					this.lastEventId, this.data.substring(0, this.data.length() - 1)));
		}
		this.data = "";
		this.eventType = "";
	}

	// The UTF-8 decoder of the Encoding Standard.
	private static String decode(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		int codePoint = 0;
		int seen = 0;
		int needed = 0;
		int lower = 0x80;
		int upper = 0xBF;
		int i = 0;
		while (i < bytes.length) {
			int b = bytes[i] & 0xFF;
			if (needed == 0) {
				i++;
				if (b <= 0x7F) {
					text.append((char) b);
				}
				else if (b >= 0xC2 && b <= 0xDF) {
					needed = 1;
					codePoint = b & 0x1F;
				}
				else if (b >= 0xE0 && b <= 0xEF) {
					lower = (b == 0xE0) ? 0xA0 : lower;
					upper = (b == 0xED) ? 0x9F : upper;
					needed = 2;
					codePoint = b & 0xF;
				}
				else if (b >= 0xF0 && b <= 0xF4) {
					lower = (b == 0xF0) ? 0x90 : lower;
					upper = (b == 0xF4) ? 0x8F : upper;
					needed = 3;
					codePoint = b & 0x7;
				}
				else {
					text.append('\uFFFD');
				}
				continue;
			}
			boolean continues = b >= lower && b <= upper;
			lower = 0x80;
			upper = 0xBF;
			if (continues) {
				i++;
				codePoint = (codePoint << 6) | (b & 0x3F);
				if (++seen == needed) {
					text.appendCodePoint(codePoint);
					needed = 0;
					seen = 0;
				}
			}
			else {
				text.append('\uFFFD');
				needed = 0;
				seen = 0;
			}
		}
		return text.toString();
	}

}
