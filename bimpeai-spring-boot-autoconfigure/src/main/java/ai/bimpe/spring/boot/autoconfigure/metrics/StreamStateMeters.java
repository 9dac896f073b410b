package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * How many managed streams are in which state.
 */
final class StreamStateMeters implements MeterBinder {

	private final BimpeAIStreams streams;

	private final List<String> accounts;

	StreamStateMeters(BimpeAIStreams streams, List<String> accounts) {
		this.streams = streams;
		this.accounts = Stream.concat(Stream.of(BimpeAIBuilder.DEFAULT_ACCOUNT), accounts.stream()).toList();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String account : this.accounts) {
			for (StreamState state : StreamState.values()) {
				Gauge.builder(BimpeAIMeterDocumentation.STREAMS.getName(), () -> count(account, state))
					.description(BimpeAIMeterDocumentation.STREAMS.getDescription())
					.tag(BimpeAIMeterDocumentation.Tags.ACCOUNT.asString(), account)
					.tag(BimpeAIMeterDocumentation.Tags.STATE.asString(), state.name().toLowerCase(Locale.ROOT))
					.register(registry);
			}
		}
	}

	private long count(String account, StreamState state) {
		return this.streams.all()
			.stream()
			.filter((stream) -> stream.state() == state && stream.spec().account().equals(account))
			.count();
	}

}
