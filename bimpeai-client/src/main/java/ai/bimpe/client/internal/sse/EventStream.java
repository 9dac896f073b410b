package ai.bimpe.client.internal.sse;

import java.util.Objects;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Decodes event streams.
 *
 * @since 0.1.0
 */
public final class EventStream {

	private EventStream() {
	}

	/**
	 * Turn the bytes of an event stream into values. Events are parsed one by one as they
	 * are requested, and the next buffer is requested only when those before are used up.
	 * Every buffer is released. An error of the source follows the events that came
	 * before it; an event that is not terminated when the source ends is discarded.
	 * @param bytes source of the bytes, cut anywhere
	 * @param maxEventSize greatest size of an event's data and type, and of an id, in
	 * bytes
	 * @param handler turns events into values, for every subscriber of the result
	 * @param <T> what events are turned into
	 * @return the values; when the handler throws, they end with its exception
	 * @throws IllegalArgumentException if the size is not positive
	 */
	public static <T> Flux<T> decode(Flux<DataBuffer> bytes, int maxEventSize, EventHandler<T> handler) {
		Objects.requireNonNull(handler, "handler");
		EventStreamParser.checkSize(maxEventSize);
		return new EventFlux<>(bytes.doOnDiscard(DataBuffer.class, DataBufferUtils::release), maxEventSize, handler);
	}

}
