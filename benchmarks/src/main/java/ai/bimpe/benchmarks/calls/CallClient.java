package ai.bimpe.benchmarks.calls;

import reactor.core.Disposable;

/**
 * A way to make calls.
 */
@FunctionalInterface
public interface CallClient {

	/**
	 * Do a workload again and again, as many at one time as it says.
	 * @param workload the workload
	 * @param done is told the start of each one that is done, and how many agents it read
	 * @return ends it
	 */
	Disposable repeat(CallWorkload workload, Done done);

	/**
	 * End the process: figures of fewer lanes than were asked for would be wrong.
	 * @param failure why a lane has ended
	 */
	static void abort(Throwable failure) {
		failure.printStackTrace();
		Runtime.getRuntime().halt(1);
	}

	/**
	 * Told when a workload was done once.
	 */
	@FunctionalInterface
	interface Done {

		void done(long startNanos, long agents);

	}

}
