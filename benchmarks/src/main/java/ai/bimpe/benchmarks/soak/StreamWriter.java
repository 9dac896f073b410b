package ai.bimpe.benchmarks.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of a conversation to one connection, as long as nothing happens to
 * it. Used by the event loop of the connection alone.
 */
final class StreamWriter {

	private static final int HEARTBEAT_MILLIS = 1500;

	private static final int NOISE_MILLIS = 500;

	private static final int MAX_PAUSE_MILLIS = 20;

	/** Until then, a client has to notice that nothing comes. */
	private static final int NOTICE_SECONDS = 30;

	private static final int MAX_REPLAYED = 32;

	private static final int TOO_LARGE = 1_200_000;

	private final ChannelHandlerContext context;

	private final ServerState state;

	private final Conversation conversation;

	private final boolean chunked = ThreadLocalRandom.current().nextBoolean();

	/** Number of the message to write next. */
	private long next;

	private boolean over;

	/** Whether an event is being written in pieces. */
	private boolean inPieces;

	/**
	 * A large event changes whether the channel is writable while it is being written.
	 */
	private boolean writing;

	private @Nullable Future<?> scheduled;

	StreamWriter(ChannelHandlerContext context, ServerState state, Conversation conversation) {
		this.context = context;
		this.state = state;
		this.conversation = conversation;
	}

	/**
	 * Accept the connection.
	 * @param after the cursor of the client
	 * @param first whether the client knows of no message behind its start
	 */
	void open(@Nullable String after, boolean first) {
		long start = this.conversation.start();
		long last = (first || after == null) ? start : this.conversation.lastBefore(after);
		if (!first && this.state.strikes(Fault.REPLAYED)) {
			last = Math.max(start, last - ThreadLocalRandom.current().nextInt(MAX_REPLAYED + 1));
		}
		this.next = last + 1;
		// With what tells the time, should there be no date.
		write(head() + frame(heartbeat()));
		if (this.state.strikes(Fault.GREETED_AND_CLOSED)) {
			close();
			return;
		}
		if (this.state.strikes(Fault.RETRY)) {
			write(frame("retry: " + ThreadLocalRandom.current().nextInt(1000) + "\n\n"));
		}
		write();
	}

	private String head() {
		String date = this.state.strikes(Fault.WITHOUT_DATE) ? ""
				: "Date: " + SoakHandler.date(this.conversation.byClockOfServer(Instant.now())) + "\r\n";
		return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n" + date
				+ (this.chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Connection: close\r\n\r\n");
	}

	private String heartbeat() {
		long time = this.conversation.byClockOfServer(Instant.now()).toEpochMilli();
		return "event: heartbeat\ndata: {\"ts\":" + time + "}\n\n";
	}

	/**
	 * Write what there is, as far as the client reads it.
	 */
	void write() {
		if (this.over || this.inPieces || this.writing) {
			return;
		}
		unschedule();
		if (this.state.isAway()) {
			close();
		}
		this.writing = true;
		while (!this.over && !this.inPieces && this.context.channel().isWritable()) {
			Duration until = Duration.between(this.state.now(), this.conversation.createdAt(this.next));
			if (!until.isNegative() && !until.isZero()) {
				rest(until);
				break;
			}
			writeMessage();
		}
		this.writing = false;
	}

	// Until there is a message, or it is time for a heartbeat.
	private void rest(Duration until) {
		boolean message = until.toMillis() < HEARTBEAT_MILLIS && !this.state.isFrozen();
		schedule(() -> {
			if (!message) {
				write(frame(heartbeat()));
			}
			write();
		}, message ? until.toMillis() + 1 : HEARTBEAT_MILLIS);
	}

	private void writeMessage() {
		NumberedMessage message = this.conversation.message(this.next);
		Instant createdAt = this.conversation.byClockOfServer(this.conversation.createdAt(this.next));
		String event = message.event(createdAt);
		if (isOver(event)) {
			return;
		}
		Fault fault = message.fault();
		if (fault != null) {
			this.state.count(fault);
		}
		this.next++;
		writeBesideMessages();
		if (this.state.strikes(Fault.DUPLICATED)) {
			write(frame(event));
		}
		if (this.state.strikes(Fault.SPLIT)) {
			this.inPieces = true;
			writeInPieces(event);
		}
		else {
			write(frame(event));
		}
	}

	private boolean isOver(String event) {
		if (this.state.strikes(Fault.DROPPED)) {
			close();
		}
		else if (this.state.strikes(Fault.ENDED)) {
			end();
		}
		else if (this.state.strikes(Fault.CUT)) {
			write(frame(event.substring(0, part(event))));
			close();
		}
		else if (this.state.strikes(Fault.RESET)) {
			this.over = true;
			write(frame(event.substring(0, part(event))));
			SoakHandler.reset(this.context);
		}
		else if (this.state.strikes(Fault.STALLED)) {
			this.over = true;
			schedule(this::unnoticed, TimeUnit.SECONDS.toMillis(NOTICE_SECONDS));
		}
		else if (this.state.strikes(Fault.NOISE)) {
			this.over = true;
			noise(Instant.now().plusSeconds(NOTICE_SECONDS));
		}
		return this.over;
	}

	private void writeBesideMessages() {
		if (this.state.strikes(Fault.COMMENT)) {
			write(frame(": a comment\n"));
		}
		if (this.state.strikes(Fault.MALFORMED)) {
			write(frame("data: {\"message\":\n\n"));
		}
		if (this.state.strikes(Fault.UNKNOWN_TYPE)) {
			write(frame("event: typing\ndata: {}\n\n"));
		}
		if (this.state.strikes(Fault.TOO_LARGE)) {
			write(frame("data: {\"message\":\"" + "y".repeat(TOO_LARGE) + "\"}\n\n"));
		}
	}

	private void writeInPieces(String event) {
		int length = (event.length() > 1) ? part(event) : 1;
		write(frame(event.substring(0, length)));
		String rest = event.substring(length);
		schedule(() -> {
			if (rest.isEmpty()) {
				this.inPieces = false;
				write();
			}
			else {
				writeInPieces(rest);
			}
		}, ThreadLocalRandom.current().nextInt(MAX_PAUSE_MILLIS));
	}

	private void noise(Instant until) {
		if (Instant.now().isAfter(until)) {
			unnoticed();
			return;
		}
		write(frame("\n"));
		schedule(() -> noise(until), NOISE_MILLIS);
	}

	private void unnoticed() {
		this.state.countUnnoticed();
		close();
	}

	// At least a byte of it, and never all.
	private static int part(String event) {
		return ThreadLocalRandom.current().nextInt(1, event.length());
	}

	// A chunked answer leaves the connection to the next request.
	private void end() {
		this.over = true;
		if (this.chunked) {
			write("0\r\n\r\n");
		}
		else {
			close();
		}
	}

	private void close() {
		this.over = true;
		SoakHandler.writeAndClose(this.context, "");
	}

	private void write(String bytes) {
		SoakHandler.write(this.context, bytes);
	}

	private String frame(String event) {
		return this.chunked ? Integer.toHexString(event.length()) + "\r\n" + event + "\r\n" : event;
	}

	private void schedule(Runnable task, long millis) {
		unschedule();
		this.scheduled = this.context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
	}

	private void unschedule() {
		if (this.scheduled != null) {
			this.scheduled.cancel(false);
		}
	}

	/**
	 * Write nothing more: the connection is closed.
	 */
	void cancel() {
		this.over = true;
		unschedule();
	}

}
