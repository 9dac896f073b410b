package ai.bimpe.client.internal.stream;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Who reports the events of a stream that could not be used: the client, at WARN, unless
 * the subscriber does.
 */
public final class SkippedEvents {

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

	static boolean areReportedBySubscriber(ContextView context) {
		return context.hasKey(SkippedEvents.class);
	}

}
