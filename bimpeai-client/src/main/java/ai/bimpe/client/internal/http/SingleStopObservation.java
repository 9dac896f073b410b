package ai.bimpe.client.internal.http;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;

/**
 * Stops an observation at the first end that is heard of: operators cancel also what has
 * ended already.
 */
final class SingleStopObservation {

	private final Observation observation;

	private final AtomicBoolean ended = new AtomicBoolean();

	SingleStopObservation(Observation observation) {
		this.observation = observation;
	}

	/**
	 * Stop the observation, unless it is stopped.
	 * @param report tells first how it ended
	 */
	void end(Runnable report) {
		if (this.ended.compareAndSet(false, true)) {
			report.run();
			this.observation.stop();
		}
	}

}
