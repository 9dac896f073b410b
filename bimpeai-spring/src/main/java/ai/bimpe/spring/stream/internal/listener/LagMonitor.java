package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.spring.stream.StreamSpec;

/**
 * Reports once when the lag of a worker exceeds the threshold of its stream, and once
 * when it no longer does. Used by one thread.
 */
final class LagMonitor {

	private final Duration threshold;

	private final StreamEventPublisher events;

	private final StreamLog log;

	private boolean exceeded;

	LagMonitor(StreamSpec spec, StreamEventPublisher events, StreamLog log) {
		this.threshold = spec.lagThreshold();
		this.events = events;
		this.log = log;
	}

	/**
	 * Compare the lag with the threshold.
	 * @param lag the lag now
	 */
	void check(Duration lag) {
		boolean exceeds = lag.compareTo(this.threshold) > 0;
		if (exceeds != this.exceeded) {
			this.exceeded = exceeds;
			this.log.lag(lag, exceeds);
			this.events.lag(lag, exceeds);
		}
	}

}
