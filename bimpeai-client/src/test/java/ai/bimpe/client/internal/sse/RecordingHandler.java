package ai.bimpe.client.internal.sse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what is received, in the notation of the golden corpus.
 */
class RecordingHandler implements EventHandler<String> {

	final List<String> received = new ArrayList<>();

	@Override
	public @Nullable String event(EventFrame frame) {
		return record(describe(frame.type(), frame.lastEventId(), frame.data()));
	}

	@Override
	public void retry(Duration delay) {
		record("retry " + delay.toMillis());
	}

	@Override
	public @Nullable String oversize(EventTooLargeException problem, @Nullable String eventId) {
		return record("too large");
	}

	private String record(String what) {
		this.received.add(what);
		return what;
	}

	static String describe(String type, @Nullable String id, String data) {
		return "\"" + type + "\" " + ((id != null) ? "\"" + id + "\"" : "-") + " \"" + data + "\"";
	}

}
