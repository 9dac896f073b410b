package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.source.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * How the connection of a worker is doing: the one of its conversation, or the list of
 * the agent's conversations. Told of one event after the other, on whichever thread it
 * happened.
 */
final class ConnectionState {

	/** A connection that comes and goes is told of this often at most. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	private final boolean wholeAgent;

	private final StreamLog log;

	private final TimeSource time;

	private volatile StreamState state = StreamState.CONNECTING;

	private volatile @Nullable Throwable failure;

	private boolean told;

	private @Nullable Long toldAt;

	private boolean refusalTold;

	ConnectionState(StreamSpec spec, StreamLog log, TimeSource time) {
		this.wholeAgent = spec.conversationId() == null;
		this.log = log;
		this.time = time;
	}

	void reset() {
		this.state = StreamState.CONNECTING;
		this.failure = null;
	}

	void track(MessageSource.Incoming incoming) {
		boolean whole = !this.wholeAgent || incoming.conversationId() == null;
		if (incoming.event() instanceof StreamEvent.Connected && (whole || this.state == StreamState.CONNECTING)) {
			if (this.told || this.refusalTold) {
				this.told = false;
				this.refusalTold = false;
				this.log.liveAgain();
			}
			this.failure = null;
			this.state = StreamState.LIVE;
		}
		else if (incoming.event() instanceof StreamEvent.Reconnecting reconnecting && whole) {
			tell(reconnecting.cause());
			this.failure = reconnecting.cause();
			this.state = StreamState.WAITING;
		}
	}

	// A server that closes a healthy stream is no news.
	private void tell(BimpeAIException cause) {
		if (isForPerson(cause)) {
			if (!this.refusalTold) {
				this.refusalTold = true;
				this.log.refused(cause);
			}
			return;
		}
		long now = this.time.nanoTime();
		if (!this.told && !(cause instanceof StreamDisconnectedException)
				&& (this.toldAt == null || now - this.toldAt >= QUIET.toNanos())) {
			this.told = true;
			this.toldAt = now;
			this.log.lost(cause);
		}
	}

	// A ticket that is refused is not, as the key that got it was good.
	private static boolean isForPerson(BimpeAIException cause) {
		return StreamRetries.isRefusal(cause)
				&& !(cause instanceof AuthenticationException refusal && refusal.isTicketRefused());
	}

	StreamState state() {
		return this.state;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

}
