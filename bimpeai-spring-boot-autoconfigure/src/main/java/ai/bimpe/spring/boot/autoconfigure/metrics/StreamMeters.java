package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.spring.boot.autoconfigure.streams.ManagedStream;
import ai.bimpe.spring.boot.autoconfigure.streams.ManagedStreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

/**
 * Counts the messages, reconnects and skipped events of managed streams, and says how far
 * their listeners are behind.
 */
final class StreamMeters implements ManagedStreamListener {

	private static final String STREAM = "stream";

	private final MeterRegistry registry;

	/** A gauge outlives its stream, and is that of the next one of the same name. */
	private final Map<String, ManagedStream> streams = new ConcurrentHashMap<>();

	StreamMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onEvent(ManagedStream stream, StreamEvent event) {
		String name = stream.spec().name();
		if (this.streams.put(name, stream) == null) {
			TimeGauge.builder("bimpeai.stream.lag", () -> lag(name), TimeUnit.NANOSECONDS)
				.description("Age of the oldest message of a stream that came in and is not acknowledged")
				.tag(STREAM, name)
				.register(this.registry);
		}
		if (event instanceof StreamEvent.Message) {
			Counter.builder("bimpeai.stream.messages")
				.description("Messages that arrived on a stream")
				.tag(STREAM, name)
				.register(this.registry)
				.increment();
		}
		else if (event instanceof StreamEvent.Reconnecting reconnecting) {
			Counter.builder("bimpeai.stream.reconnects")
				.description("Connections of a stream that were lost or could not be made")
				.tag(STREAM, name)
				.tag("cause", cause(reconnecting.cause()))
				.register(this.registry)
				.increment();
		}
		else if (event instanceof StreamEvent.Skipped skipped) {
			Counter.builder("bimpeai.stream.skipped")
				.description("Events of a stream that could not be used")
				.tag(STREAM, name)
				.tag("reason", reason(skipped.reason()))
				.register(this.registry)
				.increment();
		}
	}

	private static String reason(StreamEvent.Skipped.Reason reason) {
		return switch (reason) {
			case MALFORMED -> "malformed";
			case TOO_LARGE -> "too-large";
			case UNKNOWN_TYPE -> "unknown-type";
		};
	}

	private long lag(String name) {
		ManagedStream stream = this.streams.get(name);
		return (stream != null) ? stream.lag().toNanos() : 0;
	}

	private static String cause(Throwable failure) {
		if (failure instanceof StreamDisconnectedException) {
			return "closed";
		}
		if (failure instanceof ApiTimeoutException) {
			return "timeout";
		}
		if (failure instanceof RateLimitException) {
			return "rate-limit";
		}
		if (failure instanceof InternalServerException) {
			return "server-error";
		}
		return (failure instanceof AuthenticationException) ? "ticket-refused" : "connection";
	}

}
