package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.internal.sse.EventFrame;
import ai.bimpe.client.internal.sse.EventHandler;
import ai.bimpe.client.internal.sse.EventStream;
import ai.bimpe.client.internal.sse.EventTooLargeException;
import ai.bimpe.client.internal.sse.EventType;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * One connection of a stream, from the answer of the server to its last byte.
 */
final class StreamConnection implements EventHandler<StreamEvent> {

	private static final EventType HEARTBEAT = EventType.of("heartbeat");

	/** Milliseconds of this century. */
	private static final Pattern HEARTBEAT_TIME = Pattern.compile("\"ts\"\\s*:\\s*([1-9][0-9]{11,12})(?![0-9.eE])");

	private static final StreamEvent HEARTBEAT_EVENT = new StreamEvent.Heartbeat();

	private final ObjectReader messageReader;

	private final int maxEventSize;

	private final Watchdog watchdog;

	private final Scheduler timer;

	private long openedAt;

	private volatile @Nullable Instant serverTime;

	private volatile @Nullable Duration serverDelay;

	private volatile boolean truncated;

	StreamConnection(ObjectReader messageReader, int maxEventSize, Watchdog watchdog, Scheduler timer) {
		this.messageReader = messageReader;
		this.maxEventSize = maxEventSize;
		this.watchdog = watchdog;
		this.timer = timer;
	}

	Flux<StreamEvent> live(StreamEvent.Connected event, Flux<DataBuffer> bytes, @Nullable Instant serverTime) {
		this.watchdog.opened();
		this.serverTime = serverTime;
		this.openedAt = this.timer.now(TimeUnit.NANOSECONDS);
		return Concat.of(Flux.just(event), EventStream.decode(bytes, this.maxEventSize, this));
	}

	/**
	 * Return when the connection was opened.
	 * @return the time by the clock of the server; {@code null} as long as it is not
	 * known
	 */
	@Nullable Instant serverTime() {
		return this.serverTime;
	}

	/**
	 * Return the wait between two connections that the server asked for on this one.
	 * @return the wait, or {@code null} when it did not ask
	 */
	@Nullable Duration serverDelay() {
		return this.serverDelay;
	}

	/**
	 * Return whether the connection has ended in the middle of an event.
	 * @return {@code true} only after the end
	 */
	boolean isTruncated() {
		return this.truncated;
	}

	@Override
	public @Nullable StreamEvent event(EventFrame frame) {
		if (frame.isType(HEARTBEAT)) {
			if (this.serverTime == null) {
				this.serverTime = openedAt(frame);
			}
			return HEARTBEAT_EVENT;
		}
		if (!frame.isType(EventType.MESSAGE)) {
			return new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, frame.eventId());
		}
		StreamMessage message = read(frame);
		return (message != null) ? new StreamEvent.Message(message)
				: new StreamEvent.Skipped(Reason.MALFORMED, frame.eventId());
	}

	@Override
	public void requested() {
		this.watchdog.requested();
	}

	@Override
	public void received() {
		this.watchdog.fed();
	}

	@Override
	public void progressed() {
		this.watchdog.progressed();
	}

	@Override
	public void truncated() {
		this.truncated = true;
	}

	@Override
	public void retry(Duration delay) {
		this.serverDelay = delay;
	}

	@Override
	public StreamEvent oversize(EventTooLargeException problem, @Nullable String eventId) {
		return new StreamEvent.Skipped(Reason.TOO_LARGE, eventId);
	}

	private @Nullable StreamMessage read(EventFrame frame) {
		try {
			@Nullable StreamMessage message = this.messageReader.readValue(frame.array(), frame.offset(), frame.length());
			// The JSON of nothing is no message.
			if (message == null) {
				return null;
			}
			return (message.id() != null && !message.id().isBlank()) ? message : identified(message, frame.eventId());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	// The id of an event is that of its message. One that is blank is none.
	private static StreamMessage identified(StreamMessage message, @Nullable String eventId) {
		String id = (eventId != null && !eventId.isBlank()) ? eventId : null;
		return new StreamMessage(id, message.conversationId(), message.role(), message.message(), message.messageType(),
				message.createdAt(), message.additionalProperties());
	}

	private @Nullable Instant openedAt(EventFrame heartbeat) {
		Matcher time = HEARTBEAT_TIME.matcher(heartbeat.data());
		if (!time.find()) {
			return null;
		}
		return Instant.ofEpochMilli(Long.parseLong(time.group(1)))
			.minusNanos(this.timer.now(TimeUnit.NANOSECONDS) - this.openedAt);
	}

}
