package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One opening of the stream of a conversation. Used by one thread at a time.
 */
final class ConversationSession {

	private final Sinks.Empty<Void> end = Sinks.empty();

	private final @Nullable Instant toldAtOpen;

	private boolean connected;

	private boolean closing;

	private boolean silent;

	private boolean again;

	private boolean brought;

	/** Written by its stream before it ends, read when it has ended. */
	private volatile boolean withheld;

	/** When it was connected, in nanoseconds. */
	private long since;

	/** When it was connected or had its last message, in nanoseconds. */
	private long quietSince;

	/**
	 * Create, before anything is sent for it.
	 * @param toldAtOpen when the last message came, as far as the list has told by now;
	 * {@code null} for none
	 */
	ConversationSession(@Nullable Instant toldAtOpen) {
		this.toldAtOpen = toldAtOpen;
	}

	void connected(long now) {
		this.connected = true;
		this.since = now;
		this.quietSince = now;
	}

	void received(long now) {
		this.quietSince = now;
		this.brought = true;
	}

	/**
	 * Close the stream.
	 * @param again whether the conversation wants another session
	 */
	void close(boolean again) {
		this.closing = true;
		this.silent = this.connected;
		this.again = again;
		end();
	}

	/**
	 * Take note that its stream is over, or is to be closed.
	 */
	void end() {
		this.end.tryEmitEmpty();
	}

	/**
	 * Return the end of the stream.
	 * @return completes when the stream is over or is to be closed
	 */
	Mono<Void> whenEnded() {
		return this.end.asMono();
	}

	/**
	 * Take note of a message that was not received because there was no room for it. So
	 * the conversation was not silent, and wants another session.
	 */
	void withhold() {
		this.withheld = true;
	}

	boolean isConnected() {
		return this.connected;
	}

	boolean isClosing() {
		return this.closing;
	}

	boolean isAgain() {
		return this.again || this.withheld;
	}

	/**
	 * Return whether it has brought nothing, although it was connected until it was told
	 * to close. Can be asked when it has ended.
	 * @return {@code true} when the conversation had no message for it
	 */
	boolean wasSilent() {
		return this.silent && !this.brought && !this.withheld;
	}

	@Nullable Instant toldAtOpen() {
		return this.toldAtOpen;
	}

	long since() {
		return this.since;
	}

	long quietSince() {
		return this.quietSince;
	}

}
