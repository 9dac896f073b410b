package ai.bimpe.benchmarks.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A conversation at the server, to which a message is added at a fixed rate. Its server
 * has a clock of its own, up to two minutes before or behind that of everybody else.
 */
final class Conversation {

	private static final int PERIOD_MILLIS = 1000;

	private static final int MAX_SKEW_SECONDS = 120;

	private final int number;

	private final Instant begin;

	private final int periodMillis;

	private final Duration skew;

	/** Which of the streams that follow it one after another. */
	private String stream = "";

	/** Where that stream starts. */
	private @Nullable String startAfter;

	/** The last message that it does not ask for. */
	private long start;

	/** The same of the first stream that asks for new messages only. */
	private long seen;

	/** Whether the last connection was refused for its ticket. */
	private volatile boolean refused;

	Conversation(int number, Instant begin) {
		this.number = number;
		this.begin = begin;
		this.periodMillis = PERIOD_MILLIS / 2 + Math.floorMod(number * 7919, PERIOD_MILLIS);
		this.skew = Duration.ofSeconds(Math.floorMod(number * 31, 2 * MAX_SKEW_SECONDS + 1) - MAX_SKEW_SECONDS);
	}

	static String firstId(int number) {
		return new NumberedMessage(number, 0).id();
	}

	NumberedMessage message(long number) {
		return new NumberedMessage(this.number, number);
	}

	/**
	 * Return the number of messages at a time of everybody's clock.
	 */
	long messages(Instant time) {
		return Math.max(0, Duration.between(this.begin, time).toMillis() / this.periodMillis);
	}

	/**
	 * Return when a message was created, by everybody's clock.
	 */
	Instant createdAt(long number) {
		return this.begin.plusMillis(number * this.periodMillis);
	}

	Instant byClockOfServer(Instant time) {
		return time.plus(this.skew);
	}

	/**
	 * Return the last message that a connection does not ask for.
	 * @param after the id of a message, or a time by the clock of the server
	 */
	long lastBefore(String after) {
		if (after.startsWith("msg-")) {
			return NumberedMessage.ofId(after).number();
		}
		return messages(Instant.parse(after).minus(this.skew));
	}

	/**
	 * Take note of a connection.
	 * @param stream which of the streams it belongs to
	 * @param after its cursor
	 * @param now the time
	 * @return whether the stream was never open, as far as its cursor tells
	 */
	synchronized boolean isFirst(String stream, @Nullable String after, Instant now) {
		if (!stream.equals(this.stream)) {
			this.stream = stream;
			this.startAfter = after;
		}
		boolean first = Objects.equals(after, this.startAfter);
		if (first) {
			this.start = (after != null) ? lastBefore(after) : messages(now);
			this.seen = (after != null) ? this.seen : this.start;
		}
		return first;
	}

	/**
	 * Return the last message that the stream does not ask for.
	 */
	synchronized long start() {
		return this.start;
	}

	/**
	 * Return the last message that no stream has asked for.
	 */
	synchronized long seen() {
		return this.seen;
	}

	boolean isRefused() {
		return this.refused;
	}

	void setRefused(boolean refused) {
		this.refused = refused;
	}

}
