package ai.bimpe.samples.inbox.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells how the stream is doing.
 */
@Component
class StreamHealth {

	private final InboxStream stream;

	private final Outages outages;

	private final MessageStatistics statistics;

	StreamHealth(InboxStream stream, Outages outages, MessageStatistics statistics) {
		this.stream = stream;
		this.outages = outages;
		this.statistics = statistics;
	}

	StreamView view() {
		ManagedStream stream = this.stream.stream();
		return new StreamView(status(stream), delay(this.statistics.delay()), (stream != null) ? stream.buffered() : 0,
				(stream != null) ? delay(stream.lag()) : null, Chart.of(this.statistics.perMinute(Instant.now())));
	}

	private ConnectionStatus status(@Nullable ManagedStream stream) {
		if (stream == null) {
			return ConnectionStatus.LOST;
		}
		StreamState state = stream.state();
		if (state == StreamState.FAILED) {
			return ConnectionStatus.ENDED;
		}
		if (this.outages.ongoing()) {
			return ConnectionStatus.LOST;
		}
		return switch (state) {
			case LIVE -> ConnectionStatus.LIVE;
			case PAUSED, STOPPED -> ConnectionStatus.PAUSED;
			default -> ConnectionStatus.CONNECTING;
		};
	}

	private static @Nullable String delay(@Nullable Duration delay) {
		if (delay == null) {
			return null;
		}
		if (delay.toMillis() < 1000) {
			return delay.toMillis() + " ms";
		}
		return (delay.toSeconds() < 60) ? String.format(Locale.ENGLISH, "%.1f s", delay.toMillis() / 1000.0)
				: delay.toMinutes() + " min";
	}

}
