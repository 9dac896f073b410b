package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of
 * <a href="https://github.com/rexxars/eventsource-parser">eventsource-parser</a> ask of
 * the bytes of a stream. What does not apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>a line that makes no sense, or a {@code retry} that is no number, is reported as an
 * error</td>
 * <td>the standard ignores both; here they must not disturb</td>
 * </tr>
 * <tr>
 * <td>comments, and the ids of blocks without data, are reported</td>
 * <td>comments are signs of life; an id shows in the next event</td>
 * </tr>
 * <tr>
 * <td>beyond its bound the parser fails until it is reset; without a bound there is
 * none</td>
 * <td>there is always a bound, and an event beyond it is skipped and reported</td>
 * </tr>
 * <tr>
 * <td>reset, with and without what is left</td>
 * <td>every connection has a parser of its own</td>
 * </tr>
 * <tr>
 * <td>texts that are decoded already</td>
 * <td>this parser reads bytes</td>
 * </tr>
 * </table>
 */
class EventSourceParserStreamTests extends EventStreamCases {

	private static final int HUGE = 4 * 1024 * 1024;

	@Override
	List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.suite("eventsource-parser");
	}

	// The parts end within letters.
	@ParameterizedTest
	@ValueSource(ints = { 1021, 65_537, HUGE })
	void hugeEventOfLettersOfSeveralBytesInManyParts(int size) {
		String text = "我🥭é\u0928x".repeat(HUGE / 13);
		byte[] input = (": hi\n\ndata: " + text + "\n\n: bye\n\n").getBytes(StandardCharsets.UTF_8);
		int[] cuts = IntStream.rangeClosed(1, input.length / size).map((i) -> i * size).toArray();
		List<String> received = Parsing.received(2 * HUGE, input, cuts);
		// Not containsExactly, which would print it.
		assertThat(received.size() == 1 && received.get(0).equals("\"message\" - \"" + text + "\"")).isTrue();
	}

}
