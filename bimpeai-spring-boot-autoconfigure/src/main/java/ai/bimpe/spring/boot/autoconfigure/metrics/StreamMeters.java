package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Hears what happens on managed streams, and keeps the meters of each. Meters of a stream
 * that was stopped are dropped when another stream comes, so that there are never many
 * more of them than streams.
 */
final class StreamMeters implements ManagedStreamListener {

	private final MeterRegistry registry;

	private final Map<String, ManagedStreamMeters> streams = new ConcurrentHashMap<>();

	StreamMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onEvent(ManagedStream stream, StreamEvent event) {
		of(stream).onEvent(event);
	}

	@Override
	public void onCheckpointFailure(ManagedStream stream, RuntimeException failure) {
		of(stream).onCheckpointFailure();
	}

	@Override
	public void onDeliveryFailure(ManagedStream stream, MessageDeliveryFailedEvent failure, boolean last) {
		if (last) {
			of(stream).onDeliveryFailure();
		}
	}

	@Override
	public void onFailureAfterCommit(String stream, Throwable failure) {
		ManagedStreamMeters meters = this.streams.get(stream);
		if (meters != null) {
			meters.onFailureAfterCommit();
		}
	}

	private ManagedStreamMeters of(ManagedStream stream) {
		String name = stream.spec().name();
		ManagedStreamMeters meters = this.streams.get(name);
		return (meters != null && meters.stream() == stream) ? meters : take(name, stream);
	}

	private synchronized ManagedStreamMeters take(String name, ManagedStream stream) {
		this.streams.forEach((key, meters) -> {
			if (!key.equals(name) && meters.stream().state() == StreamState.STOPPED) {
				this.streams.remove(key);
				meters.close();
			}
		});
		return this.streams.compute(name, (key, former) -> {
			if (former == null) {
				return new ManagedStreamMeters(this.registry, stream);
			}
			if (!former.stream().spec().account().equals(stream.spec().account())) {
				former.close();
				return new ManagedStreamMeters(this.registry, stream);
			}
			former.stream(stream);
			return former;
		});
	}

}
