package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.client.conversations.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * How the connection of a unit is doing: the one of its conversation, or the list of the
 * agent's conversations. Told of one event after the other, on whichever thread it
 * happened.
 */
final class Connection {

	private final boolean wholeAgent;

	private final StreamLog log;

	private volatile StreamState state = StreamState.CONNECTING;

	private volatile @Nullable Throwable failure;

	Connection(StreamSpec spec, StreamLog log) {
		this.wholeAgent = spec.conversationId() == null;
		this.log = log;
	}

	void reset() {
		this.state = StreamState.CONNECTING;
		this.failure = null;
	}

	void track(Intake.Incoming incoming) {
		boolean whole = !this.wholeAgent || incoming.conversationId() == null;
		if (incoming.event() instanceof StreamEvent.Connected && (whole || this.state == StreamState.CONNECTING)) {
			if (this.state == StreamState.WAITING) {
				this.log.liveAgain();
			}
			this.failure = null;
			this.state = StreamState.LIVE;
		}
		else if (incoming.event() instanceof StreamEvent.Reconnecting reconnecting && whole) {
			this.log.lost(reconnecting);
			this.failure = reconnecting.cause();
			this.state = StreamState.WAITING;
		}
	}

	StreamState state() {
		return this.state;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

}
