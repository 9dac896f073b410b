package ai.bimpe.client.internal.sse;

import java.util.List;

/**
 * What the tests of Spring's {@code ServerSentEventHttpMessageReader} ask of the bytes of
 * a stream. An error behind events, and buffers that are released, are in
 * {@link EventStreamTests}. What does not apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>types that can be read; the stream as one text or one value; values by a
 * decoder</td>
 * <td>the interface of that reader</td>
 * </tr>
 * <tr>
 * <td>comments and {@code retry} are part of the event</td>
 * <td>comments are signs of life and {@code retry} is obeyed</td>
 * </tr>
 * <tr>
 * <td>empty data is {@code null}</td>
 * <td>by the standard it is an empty text</td>
 * </tr>
 * <tr>
 * <td>an event beyond the limit ends the stream</td>
 * <td>here it is skipped and reported, and the stream goes on</td>
 * </tr>
 * </table>
 */
class SpringReaderEventStreamTests extends EventStreamCases {

	@Override
	List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.suite("spring-reader");
	}

}
