package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.time.Instant;

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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * One connection of a stream, from the answer of the server to its last byte.
 */
final class StreamConnection implements EventHandler<StreamEvent> {

	private static final EventType HEARTBEAT = EventType.of("heartbeat");

	private static final StreamEvent HEARTBEAT_EVENT = new StreamEvent.Heartbeat();

	private final StreamSession session;

	private final ObjectReader messageReader;

	private final int maxEventSize;

	private final Watchdog watchdog;

	StreamConnection(StreamSession session, ObjectReader messageReader, int maxEventSize, Watchdog watchdog) {
		this.session = session;
		this.messageReader = messageReader;
		this.maxEventSize = maxEventSize;
		this.watchdog = watchdog;
	}

	Flux<StreamEvent> live(Flux<DataBuffer> bytes, Instant serverTime) {
		this.watchdog.opened();
		this.session.connected(serverTime);
		return Concat.of(Flux.just(new StreamEvent.Connected(this.session.reconnects())),
				EventStream.decode(bytes, this.maxEventSize, this));
	}

	@Override
	public @Nullable StreamEvent event(EventFrame frame) {
		if (frame.isType(HEARTBEAT)) {
			this.session.healthy();
			return HEARTBEAT_EVENT;
		}
		if (!frame.isType(EventType.MESSAGE)) {
			return new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, frame.lastEventId());
		}
		StreamMessage message = read(frame);
		if (message == null) {
			return new StreamEvent.Skipped(Reason.MALFORMED, frame.lastEventId());
		}
		this.session.healthy();
		return new StreamEvent.Message(message);
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
	public void retry(Duration delay) {
		this.session.serverDelay(delay);
	}

	@Override
	public StreamEvent oversize(EventTooLargeException problem) {
		return new StreamEvent.Skipped(Reason.TOO_LARGE, this.session.cursor().after());
	}

	private @Nullable StreamMessage read(EventFrame frame) {
		try {
			return this.messageReader.readValue(frame.array(), frame.offset(), frame.length());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
