package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.Locale;

import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreams;
import ai.bimpe.spring.boot.autoconfigure.streams.StreamState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * How many managed streams are in which state.
 */
final class StreamStateMeters implements MeterBinder {

	private final BimpeAIStreams streams;

	StreamStateMeters(BimpeAIStreams streams) {
		this.streams = streams;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (StreamState state : StreamState.values()) {
			Gauge.builder(BimpeAIMeterDocumentation.STREAMS.getName(), () -> count(state))
				.description(BimpeAIMeterDocumentation.STREAMS.getDescription())
				.tag(BimpeAIMeterDocumentation.Tags.STATE.asString(), state.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	private long count(StreamState state) {
		return this.streams.all().stream().filter((stream) -> stream.state() == state).count();
	}

}
