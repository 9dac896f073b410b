package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Hears what happens on managed streams, and keeps the meters of each. Meters of a stream
 * that was stopped are dropped when its listeners have finished.
 */
final class StreamMeters implements ManagedStreamListener {

	private final MeterRegistry registry;

	private final Map<String, ManagedStreamMeters> streams = new ConcurrentHashMap<>();

	private final UnownedShards unowned;

	StreamMeters(MeterRegistry registry, UnownedShards unowned) {
		this.registry = registry;
		this.unowned = unowned;
	}

	// One that nobody owns must not be without meters.
	@Override
	public void onOpened(ManagedStream stream) {
		with(stream, (meters) -> {
		});
	}

	@Override
	public void onPoll(ManagedStream stream, Duration duration) {
		with(stream, (meters) -> meters.onPoll(duration));
	}

	@Override
	public void onWalk(ManagedStream stream, Duration duration) {
		with(stream, (meters) -> meters.onWalk(duration));
	}

	@Override
	public synchronized void onStopped(ManagedStream stream) {
		ManagedStreamMeters meters = this.streams.get(stream.spec().name());
		if (meters != null && meters.stream() == stream) {
			this.streams.remove(stream.spec().name());
			meters.close();
			this.unowned.forget(stream.spec().name());
		}
	}

	@Override
	public void onEvent(ManagedStream stream, StreamEvent event) {
		with(stream, (meters) -> meters.onEvent(event));
	}

	@Override
	public void onCheckpointFailure(ManagedStream stream, RuntimeException failure) {
		with(stream, ManagedStreamMeters::onCheckpointFailure);
	}

	@Override
	public void onDeliveryFailure(ManagedStream stream, MessageDeliveryFailedEvent failure, boolean last) {
		if (last) {
			with(stream, ManagedStreamMeters::onDeliveryFailure);
		}
	}

	@Override
	public void onFailureAfterCommit(String stream, Throwable failure) {
		ManagedStreamMeters meters = this.streams.get(stream);
		if (meters != null) {
			meters.onFailureAfterCommit();
		}
	}

	// What comes late of a stream that was stopped neither brings its meters back nor
	// takes
	// those of the next one of its name.
	private void with(ManagedStream stream, Consumer<ManagedStreamMeters> action) {
		String name = stream.spec().name();
		ManagedStreamMeters meters = this.streams.get(name);
		if (meters == null || meters.stream() != stream) {
			meters = (stream.state() != StreamState.STOPPED) ? take(name, stream) : null;
		}
		if (meters != null) {
			action.accept(meters);
		}
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
				return new ManagedStreamMeters(this.registry, stream, this.unowned);
			}
			if (!former.stream().spec().account().equals(stream.spec().account())) {
				former.close();
				return new ManagedStreamMeters(this.registry, stream, this.unowned);
			}
			former.stream(stream);
			return former;
		});
	}

}
