package ai.bimpe.client.internal.sse;

import java.util.List;

/**
 * What the tests of <a href="https://github.com/florimondmanca/httpx-sse">httpx-sse</a>
 * ask of the bytes of a stream; those of its splitter of lines are asked by events whose
 * data is these lines. What they ask of its connection, which is a content type and
 * {@code Cache-Control: no-store}, is in {@code HostileStreamsTests} and
 * {@code NetworkFaultsTests}. What does not apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>a line that is not ended is returned at the end of the bytes</td>
 * <td>the standard discards it, and that library does so too, one layer above</td>
 * </tr>
 * <tr>
 * <td>a block of {@code retry} alone is an event</td>
 * <td>by the standard it is none</td>
 * </tr>
 * <tr>
 * <td>a content type among others in one header</td>
 * <td>an answer has one content type</td>
 * </tr>
 * <tr>
 * <td>synchronous and asynchronous transports, ASGI, {@code repr}, JSON of an event</td>
 * <td>the interface of that library</td>
 * </tr>
 * </table>
 */
class HttpxEventStreamTests extends EventStreamCases {

	@Override
	List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.suite("httpx-sse");
	}

}
