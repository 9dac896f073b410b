package ai.bimpe.client.internal.sse;

import java.util.List;

/**
 * What the tests of
 * <a href="https://github.com/launchdarkly/okhttp-eventsource">okhttp-eventsource</a> ask
 * of the bytes of a stream. What they ask of its connection is in
 * {@code EventSourceConnectionTests}, of delays in {@code RetrySequenceTests} and
 * {@code NetworkFaultsTests}, of iterators in {@code BlockingStreamTests}. What does not
 * apply:
 * <table>
 * <caption>Cases that do not apply</caption>
 * <tr>
 * <th>case</th>
 * <th>why not</th>
 * </tr>
 * <tr>
 * <td>the data of an event is read as a stream, before the event has ended; type and id
 * behind the data are then ignored; fields can be required</td>
 * <td>an event is received whole</td>
 * </tr>
 * <tr>
 * <td>comments, {@code retry}, faults and the headers of the answer are events</td>
 * <td>comments are signs of life and {@code retry} is obeyed; the other two are in
 * {@code StreamEvent.Reconnecting} as an exception</td>
 * </tr>
 * <tr>
 * <td>start, stop, interrupt and restart from another thread; states; origin</td>
 * <td>a stream is subscribed to and cancelled, or iterated and closed</td>
 * </tr>
 * <tr>
 * <td>strategies for connections, errors and delays; proxy and OkHttp client; request
 * headers, methods and bodies; thread priorities, executors and handlers</td>
 * <td>the interface of that library</td>
 * </tr>
 * </table>
 */
class OkHttpEventSourceStreamTests extends EventStreamCases {

	@Override
	List<GoldenCorpus.Case> cases() {
		String type = letters(240);
		String data = letters(600);
		String id = letters(300);
		String other = letters(440);
		return suite("okhttp-eventsource",
				stream("fields and names that are longer than a buffer", "event: " + type + "\ndata: " + data + "\nid: "
						+ id + "\nother: " + other + "\n" + other + ": " + other + "\n\n",
						"\"" + type + "\" \"" + id + "\" \"" + data + "\""));
	}

	private static String letters(int length) {
		return "abcdefghijklmnopqrstuvwxyz".repeat(1 + length / 26).substring(0, length);
	}

}
