package ai.bimpe.client.internal.sse;

import java.util.List;

/**
 * What the web platform tests (<a href=
 * "https://github.com/web-platform-tests/wpt/tree/master/eventsource">eventsource</a>)
 * ask of the bytes of a stream. What they ask of its connection is in
 * {@code EventSourceConnectionTests}. What does not apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>constructor, prototype, {@code url}, {@code readyState}, event targets, realms and
 * trust of events, workers, page cache</td>
 * <td>the interface of browsers</td>
 * </tr>
 * <tr>
 * <td>cross origin, preflight, {@code withCredentials}, {@code document.domain}</td>
 * <td>the security model of browsers; our streams carry no credentials but their ticket,
 * and go to one host</td>
 * </tr>
 * <tr>
 * <td>redirects are followed</td>
 * <td>a ticket must not go elsewhere: {@code ForeignHostsTests} proves that none is
 * followed</td>
 * </tr>
 * <tr>
 * <td>header {@code Last-Event-ID}</td>
 * <td>the API has the parameter {@code after}</td>
 * </tr>
 * <tr>
 * <td>503 closes the stream for good</td>
 * <td>the API is asked again after it</td>
 * </tr>
 * <tr>
 * <td>204 ends a stream that was open</td>
 * <td>the API does not end streams so; a proxy may answer that for a moment</td>
 * </tr>
 * </table>
 */
class WebPlatformEventStreamTests extends EventStreamCases {

	@Override
	List<GoldenCorpus.Case> cases() {
		String text = "x".repeat(1000);
		return suite("web-platform",
				stream("long comments between the lines of an event",
						"data:red\n:" + text + "\rdata:green\n:" + text + "\ndata:blue\n\n",
						"\"message\" - \"red\ngreen\nblue\""));
	}

}
