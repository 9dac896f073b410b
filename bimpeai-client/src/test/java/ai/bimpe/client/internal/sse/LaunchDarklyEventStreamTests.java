package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What LaunchDarkly's <a href="https://github.com/launchdarkly/sse-contract-tests">SSE
 * contract tests</a> ask of the bytes of a stream. What they ask of its connection is in
 * {@code EventSourceConnectionTests}. What does not apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>the text of a comment is reported</td>
 * <td>comments are signs of life and nothing else; here they must not disturb</td>
 * </tr>
 * <tr>
 * <td>listeners of one type</td>
 * <td>there is one flow of events</td>
 * </tr>
 * <tr>
 * <td>redirects are followed</td>
 * <td>a ticket must not go elsewhere: {@code ForeignHostsTests} proves that none is
 * followed</td>
 * </tr>
 * <tr>
 * <td>headers of the caller, POST and REPORT with a body</td>
 * <td>the API has one kind of request for streams, and no header goes with the
 * ticket</td>
 * </tr>
 * <tr>
 * <td>204 ends a stream that was open</td>
 * <td>the API does not end streams so; a proxy may answer that for a moment</td>
 * </tr>
 * <tr>
 * <td>an empty id is sent as none when reconnecting</td>
 * <td>an empty id is that of no message, and the stream resumes after the last one that
 * had an id</td>
 * </tr>
 * <tr>
 * <td>the caller triggers a reconnect</td>
 * <td>there is no such command: cancel and subscribe</td>
 * </tr>
 * </table>
 */
class LaunchDarklyEventStreamTests extends EventStreamCases {

	private static final int LARGE = 5 * 1024 * 1024;

	@Override
	List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.suite("launchdarkly-contract");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 6, 7, 4096, LARGE / 2, LARGE + 6, LARGE + 7, LARGE + 8 })
	void largeEventInTwoParts(int cut) {
		String text = IntStream.range(0, LARGE / 8)
			.collect(StringBuilder::new, (all, i) -> all.append(i + 10_000_000), StringBuilder::append)
			.toString();
		byte[] input = ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
		List<String> received = Parsing.received(2 * LARGE, input, cut);
		// Not containsExactly, which would print it.
		assertThat(received.size() == 1 && received.get(0).equals("\"message\" - \"" + text + "\"")).isTrue();
	}

	@Test
	void manyEventsComeInTheirOrder() {
		StringBuilder input = new StringBuilder();
		IntStream.range(0, 100).forEach((i) -> input.append("data: no. ").append(i).append("\n\n"));
		assertThat(Parsing.received(GoldenCorpus.DEFAULT_MAX, input.toString().getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(IntStream.range(0, 100).mapToObj((i) -> "\"message\" - \"no. " + i + "\"").toList());
	}

}
