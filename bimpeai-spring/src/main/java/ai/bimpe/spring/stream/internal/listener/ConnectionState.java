package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.UnreachableConversation;
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

	private final @Nullable String conversationId;

	private final StreamLog log;

	private final TimeSource time;

	private volatile StreamState state = StreamState.CONNECTING;

	private volatile @Nullable StreamProblem problem;

	private volatile @Nullable UnreachableConversation unreachable;

	private boolean told;

	private @Nullable Long toldAt;

	private boolean refusalTold;

	ConnectionState(StreamSpec spec, StreamLog log, TimeSource time) {
		this.conversationId = spec.conversationId();
		this.log = log;
		this.time = time;
	}

	void reset() {
		this.state = StreamState.CONNECTING;
		this.problem = null;
		this.unreachable = null;
	}

	void track(MessageSource.Incoming incoming) {
		boolean whole = this.conversationId != null || incoming.conversationId() == null;
		if (incoming.event() instanceof StreamEvent.Connected && (whole || this.state == StreamState.CONNECTING)) {
			if (this.told || this.refusalTold) {
				this.told = false;
				this.refusalTold = false;
				this.log.liveAgain();
			}
			this.state = StreamState.LIVE;
			this.problem = null;
			this.unreachable = null;
		}
		else if (incoming.event() instanceof StreamEvent.Reconnecting reconnecting && whole) {
			tell(reconnecting.cause());
			StreamProblem known = this.problem;
			Instant since = (known != null) ? known.since() : this.time.instant();
			this.problem = new StreamProblem(cause(reconnecting.cause()), reconnecting.cause(), since);
			this.unreachable = unreachable(reconnecting, since);
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

	private static StreamProblem.Cause cause(BimpeAIException failure) {
		if (failure instanceof ApiKeyUnavailableException) {
			return StreamProblem.Cause.API_KEY;
		}
		if (!isForPerson(failure)) {
			return StreamProblem.Cause.API;
		}
		return (failure instanceof AuthenticationException) ? StreamProblem.Cause.API_KEY : StreamProblem.Cause.REQUEST;
	}

	StreamState state() {
		return this.state;
	}

	private @Nullable UnreachableConversation unreachable(StreamEvent.Reconnecting event, Instant since) {
		return (this.conversationId != null && !(event.cause() instanceof StreamDisconnectedException))
				? new UnreachableConversation(this.conversationId, event.attempt(),
						String.valueOf(event.cause().getMessage()), since, this.time.instant().plus(event.delay()))
				: null;
	}

	/**
	 * Return the only conversation, when its connection was lost or refused.
	 * @return the conversation, {@code null} when it can be followed, or is one of many
	 */
	@Nullable UnreachableConversation unreachable() {
		return this.unreachable;
	}

	/**
	 * Return why the connection was lost or cannot be made.
	 * @return the problem, {@code null} for none
	 */
	@Nullable StreamProblem problem() {
		return this.problem;
	}

}
