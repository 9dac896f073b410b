package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How far a conversation of the agent was received. Small, because there may be many
 * thousands. Used by one thread at a time.
 */
final class ConversationState extends ConversationPosition {

	private final String id;

	/** Of all that the list has told of and that was received. */
	private @Nullable Instant lastMessageAt;

	/** Its last message may have a twin of the same millisecond that was not received. */
	private boolean doubtful;

	/** The list has told of a message by its text alone. */
	private boolean otherText;

	private boolean opened;

	private @Nullable RequestFailures failures;

	private boolean complained;

	private State state = State.RESTING;

	private @Nullable ConversationSession session;

	/**
	 * Create.
	 * @param id the id of the conversation
	 * @param checkpoint where to go on
	 */
	ConversationState(String id, Checkpoint checkpoint) {
		super(Cursor.of(checkpoint).withTimeOfStart());
		this.id = id;
		this.doubtful = checkpoint.createdAt() != null;
	}

	/**
	 * Take note that it is on the list.
	 * @param lastMessageAt when its last message came, or {@code null} for none
	 */
	void listed(@Nullable Instant lastMessageAt) {
		this.lastMessageAt = later(this.lastMessageAt, lastMessageAt);
	}

	@Override
	boolean received(StreamMessage message) {
		this.doubtful = true;
		this.otherText = false;
		this.lastMessageAt = later(this.lastMessageAt, message.createdAt());
		return super.received(message);
	}

	/**
	 * Take note that a stream has sent all that there was when it was opened, by a
	 * heartbeat or by its silence. What the list has told since may be newer than the
	 * proof, which was under way.
	 * @param session the stream
	 */
	void caughtUp(ConversationSession session) {
		upTo(session.toldAtOpen());
		this.doubtful = false;
		this.otherText = false;
	}

	/**
	 * Take note that the list has told of another message at the time of the last one.
	 */
	void listedAnotherText() {
		this.otherText = true;
	}

	/**
	 * Return whether it has messages that were not received.
	 * @return {@code true} when it must be given a session
	 */
	boolean isOwed() {
		return this.otherText || (this.lastMessageAt != null && cursor().isBefore(this.lastMessageAt));
	}

	/**
	 * Return whether nothing can have been received since its checkpoint was read.
	 * @return {@code true} until it is given a session
	 */
	boolean isUntouched() {
		return !this.opened;
	}

	/**
	 * Return whether its last message may have a twin that was not received, which the
	 * list cannot tell: it knows times in milliseconds. Only a heartbeat behind the
	 * message, or a session without any, proves that there is none.
	 * @return {@code true} when it should be given a session
	 */
	boolean isDoubtful() {
		return this.doubtful;
	}

	/**
	 * Return whether it is known to have had a message since its stream was opened.
	 * @return {@code true} when there is something later than the list had told then
	 */
	boolean isToldMore() {
		Instant told = openSession().toldAtOpen();
		return this.lastMessageAt != null && (told == null || this.lastMessageAt.isAfter(told));
	}

	/**
	 * Return whether it had a message lately.
	 * @param since the earliest time of such a message
	 * @return {@code true} when it had one since then
	 */
	boolean isActive(Instant since) {
		return this.lastMessageAt != null && this.lastMessageAt.isAfter(since);
	}

	// A server may leave out what the contract promises.
	static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		return (one == null || (other != null && other.isAfter(one))) ? other : one;
	}

	String id() {
		return this.id;
	}

	/**
	 * Return up to when all messages were received.
	 * @return the time, {@link Instant#MIN} when it is not known
	 */
	Instant covered() {
		Instant time = cursor().time();
		return (time != null) ? time : Instant.MIN;
	}

	/**
	 * Return when its last message came, as far as that was told.
	 * @return the time, {@code null} when it is not known
	 */
	@Nullable Instant told() {
		return this.lastMessageAt;
	}

	Instant lastMessageAt() {
		return (this.lastMessageAt != null) ? this.lastMessageAt : Instant.MIN;
	}

	State state() {
		return this.state;
	}

	/**
	 * Return the session of a conversation that is live.
	 * @return the session
	 */
	ConversationSession openSession() {
		if (this.session == null) {
			throw new IllegalStateException("Conversation '" + this.id + "' has no stream");
		}
		return this.session;
	}

	/**
	 * Give it a session.
	 */
	void open() {
		this.opened = true;
		state(State.LIVE, new ConversationSession(this.lastMessageAt));
	}

	/**
	 * Take its session away, if it has one.
	 * @param state what becomes of it
	 */
	void state(State state) {
		state(state, null);
	}

	private void state(State state, @Nullable ConversationSession session) {
		this.state = state;
		this.session = session;
	}

	/**
	 * Return its failures.
	 * @param waits the waits after them
	 * @return those since a connection has held
	 */
	RequestFailures failures(RequestWaits waits) {
		RequestFailures failures = (this.failures != null) ? this.failures : new RequestFailures(waits);
		this.failures = failures;
		return failures;
	}

	/**
	 * Take note of a sign of life. Waits go on growing: a server that accepts, greets and
	 * closes is asked less and less often.
	 */
	void healthy() {
		if (this.failures != null) {
			this.failures.resetCount();
		}
		this.complained = false;
	}

	/**
	 * Take note that a connection has held for a while: the waits start anew.
	 */
	void held() {
		this.failures = null;
		this.complained = false;
	}

	/**
	 * Return whether its failure is news, and make it old news.
	 * @return {@code true} the first time
	 */
	boolean complain() {
		boolean first = !this.complained;
		this.complained = true;
		return first;
	}

	/** What becomes of it. */
	enum State {

		/** Watched through the list alone. */
		RESTING,

		/** Queued for a session. */
		WAITING,

		/** Has a stream. */
		LIVE,

		/** Its stream has failed; it goes to the queue again after a while. */
		BACKING_OFF,

		/** Is out of the hands of its source, and gets no session any more. */
		RELEASED

	}

}
