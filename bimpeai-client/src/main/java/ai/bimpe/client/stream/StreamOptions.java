package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Where a message stream starts and how stubborn it is. Immutable.
 *
 * @param after id or ISO 8601 time after which messages are replayed before the stream
 * goes live; {@code null} for new messages only
 * @param reconnect whether a lost or closed connection is opened again
 * @param maxRetries failures in a row before the stream gives up; zero or more
 * @param idleTimeout how long a connection may bring neither an event nor a comment
 * before it counts as lost; zero to wait for ever
 * @param retryDelayResetThreshold how long a connection has to hold until the delay
 * before the next one starts anew; zero to start anew with each
 * @param retryWhenBusy whether to wait for a place when too many streams are open already
 * at the first connection
 * @param atEarlierPath whether the stream is opened where the earlier API has it
 * @since 0.1.0
 */
public record StreamOptions(@Nullable String after, boolean reconnect, int maxRetries, Duration idleTimeout,
		Duration retryDelayResetThreshold, boolean retryWhenBusy, boolean atEarlierPath) {

	/** Failures in a row before a stream gives up, unless told otherwise. */
	public static final int DEFAULT_MAX_RETRIES = 5;

	/** Three heartbeats of the server. */
	public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);

	/** How long a connection has to hold until the delay before the next starts anew. */
	public static final Duration DEFAULT_RETRY_DELAY_RESET_THRESHOLD = Duration.ofMinutes(1);

	private static final StreamOptions DEFAULTS = new StreamOptions(null, true, DEFAULT_MAX_RETRIES,
			DEFAULT_IDLE_TIMEOUT, DEFAULT_RETRY_DELAY_RESET_THRESHOLD, false, false);

	public StreamOptions {
		if (after != null && after.isBlank()) {
			throw new UserException("'after' must not be blank: give the id of a message or a time");
		}
		if (maxRetries < 0) {
			throw new UserException("'maxRetries' must be zero or more, but is " + maxRetries);
		}
		if (idleTimeout.isNegative()) {
			throw new UserException("'idleTimeout' must not be negative, but is " + idleTimeout);
		}
		if (retryDelayResetThreshold.isNegative()) {
			throw new UserException(
					"'retryDelayResetThreshold' must not be negative, but is " + retryDelayResetThreshold);
		}
	}

	/**
	 * Return the defaults: new messages only, reconnecting, 5 retries, 60 s of silence.
	 * @return the defaults
	 */
	public static StreamOptions create() {
		return DEFAULTS;
	}

	/**
	 * Replay what is newer than a message, then go live. Without it nothing older than
	 * the connection is delivered.
	 * @param messageId the id of the last message that is known already
	 * @return a copy with the start
	 * @throws UserException when the id is blank
	 */
	public StreamOptions after(String messageId) {
		return new StreamOptions(messageId, this.reconnect, this.maxRetries, this.idleTimeout,
				this.retryDelayResetThreshold, this.retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Replay what is newer than a point in time, then go live.
	 * @param time the point in time
	 * @return a copy with the start
	 */
	public StreamOptions after(Instant time) {
		return after(time.toString());
	}

	/**
	 * Set whether a lost or closed connection is opened again. Without it the stream
	 * completes when the server closes it in good order, and fails when it is lost.
	 * @param reconnect whether to reconnect
	 * @return a copy with the value
	 */
	public StreamOptions reconnect(boolean reconnect) {
		return new StreamOptions(this.after, reconnect, this.maxRetries, this.idleTimeout,
				this.retryDelayResetThreshold, this.retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Set how many failures in a row are allowed. A new message, a heartbeat, or a
	 * connection that holds as long as {@link #retryDelayResetThreshold()} starts the
	 * count anew.
	 * @param maxRetries zero or more
	 * @return a copy with the value
	 * @throws UserException when the number is negative
	 */
	public StreamOptions maxRetries(int maxRetries) {
		return new StreamOptions(this.after, this.reconnect, maxRetries, this.idleTimeout,
				this.retryDelayResetThreshold, this.retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Set how long a connection may bring neither an event nor a comment before it counts
	 * as lost. The server sends a heartbeat about every 20 seconds. An event that grows
	 * keeps the connection too, other bytes do not.
	 * @param idleTimeout zero to wait for ever
	 * @return a copy with the value
	 * @throws UserException when the time is negative
	 */
	public StreamOptions idleTimeout(Duration idleTimeout) {
		return new StreamOptions(this.after, this.reconnect, this.maxRetries, idleTimeout,
				this.retryDelayResetThreshold, this.retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Set how long a connection has to hold until the delay before the next one starts
	 * anew. The delay after one that is lost earlier goes on growing, even when messages
	 * or heartbeats came: a server that accepts and closes is asked less and less often.
	 * @param retryDelayResetThreshold zero to start anew with each connection
	 * @return a copy with the value
	 * @throws UserException when the time is negative
	 */
	public StreamOptions retryDelayResetThreshold(Duration retryDelayResetThreshold) {
		return new StreamOptions(this.after, this.reconnect, this.maxRetries, this.idleTimeout,
				retryDelayResetThreshold, this.retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Set whether to wait for a place when too many streams are open, as long as the
	 * retries last. Otherwise the stream fails at once. A stream that was open before
	 * waits in any case.
	 * @param retryWhenBusy whether to wait
	 * @return a copy with the value
	 */
	public StreamOptions retryWhenBusy(boolean retryWhenBusy) {
		return new StreamOptions(this.after, this.reconnect, this.maxRetries, this.idleTimeout,
				this.retryDelayResetThreshold, retryWhenBusy, this.atEarlierPath);
	}

	/**
	 * Set whether the stream is opened where the earlier API has it
	 * ({@code streamMessagesAtEarlierPath}). For servers with the earlier API only: the
	 * current one answers 404 there.
	 * @param atEarlierPath whether to use the path of the earlier API
	 * @return a copy with the value
	 */
	public StreamOptions atEarlierPath(boolean atEarlierPath) {
		return new StreamOptions(this.after, this.reconnect, this.maxRetries, this.idleTimeout,
				this.retryDelayResetThreshold, this.retryWhenBusy, atEarlierPath);
	}

}
