package ai.bimpe.client.internal.sse;

import java.util.Arrays;
import java.util.List;

/**
 * Feeds a parser as the contract allows, with arrays that are overwritten once used up.
 */
final class Parsing {

	private Parsing() {
	}

	static List<String> received(int maxEventSize, byte[] input, int... cuts) {
		RecordingHandler handler = new RecordingHandler();
		EventStreamParser<String> parser = new EventStreamParser<>(maxEventSize, handler);
		int from = 0;
		for (int cut : cuts) {
			feed(parser, Arrays.copyOfRange(input, from, cut));
			from = cut;
		}
		feed(parser, Arrays.copyOfRange(input, from, input.length));
		return handler.received;
	}

	static <T> void feed(EventStreamParser<T> parser, byte[] bytes) {
		byte[] array = new byte[bytes.length + 2];
		Arrays.fill(array, (byte) '\n');
		System.arraycopy(bytes, 0, array, 1, bytes.length);
		parser.feed(array, 1, bytes.length);
		while (parser.advance()) {
			parser.take();
		}
		Arrays.fill(array, (byte) '#');
	}

}
