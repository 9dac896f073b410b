package ai.bimpe.benchmarks.calls;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.Disposable;

/**
 * The calls of a client that blocks: every lane has a thread.
 */
abstract class BlockingCalls implements CallClient {

	private final Executor threads;

	BlockingCalls(Executor threads) {
		this.threads = threads;
	}

	abstract Object get(String id);

	abstract Object post();

	/** Walk over the list, and count the agents. */
	abstract long list(int limit);

	@Override
	public Disposable repeat(CallWorkload workload, Done done) {
		AtomicBoolean ended = new AtomicBoolean();
		for (int lane = 0; lane < workload.inFlight(); lane++) {
			this.threads.execute(() -> {
				try {
					while (!ended.get()) {
						long start = System.nanoTime();
						done.done(start, once(workload));
					}
				}
				catch (RuntimeException ex) {
					CallClient.abort(ex);
				}
			});
		}
		return () -> ended.set(true);
	}

	private long once(CallWorkload workload) {
		switch (workload.kind()) {
			case GET -> get("agt_1");
			case POST -> post();
			case PAGES -> {
				return list(workload.size());
			}
		}
		return 1;
	}

}
