package ai.bimpe.client.internal.stream;

import java.util.regex.Pattern;

import ai.bimpe.client.stream.StreamEvent;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Who reports the events of a stream that could not be used: the client, at WARN, unless
 * the subscriber does.
 */
public final class SkippedEvents {

	/** What does not look like an id could be any text. */
	private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._:/+=@#~-]{1,128}");

	private SkippedEvents() {
	}

	/**
	 * Leave the report to the subscriber, which knows more of the stream.
	 * @param context the context of the subscriber
	 * @return the context to subscribe with
	 */
	public static Context reportedBySubscriber(Context context) {
		return context.put(SkippedEvents.class, true);
	}

	/**
	 * Describe an event for the log.
	 * @param event the event
	 * @return why it was skipped, and its id, unless that does not look like one
	 */
	public static String describe(StreamEvent.Skipped event) {
		String id = event.eventId();
		boolean shown = id == null || ID.matcher(id).matches();
		return "(" + event.reason() + "); its id: " + (shown ? id : "not shown, because it does not look like one");
	}

	static boolean areReportedBySubscriber(ContextView context) {
		return context.hasKey(SkippedEvents.class);
	}

}
