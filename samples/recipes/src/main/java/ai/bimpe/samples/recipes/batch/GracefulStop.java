package ai.bimpe.samples.recipes.batch;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Lets a piece of work come to a good end when the application is told to stop, as by
 * Ctrl+C: the context stays open until the step in hand is done. Only one piece of work
 * runs at a time.
 */
public class GracefulStop {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ReentrantLock working = new ReentrantLock();

	private final Sinks.Empty<Void> stop = Sinks.empty();

	private volatile boolean stopping;

	/**
	 * Do a piece of work.
	 * @param <T> the type of the result
	 * @param work the work, which asks from time to time whether it should go on
	 * @return its result
	 * @throws IllegalStateException when another piece of work has not ended yet
	 */
	public <T> T whileWorking(Supplier<T> work) {
		if (!this.working.tryLock()) {
			throw new IllegalStateException("The work before has not ended yet");
		}
		try {
			return work.get();
		}
		finally {
			this.working.unlock();
		}
	}

	/**
	 * Ask whether to go on.
	 * @throws CancellationException when the application stops
	 */
	public void check() {
		if (this.stopping) {
			throw new CancellationException("Stopped: start it again to go on");
		}
	}

	/**
	 * Return a signal for work that is written as a reactive pipeline.
	 * @return completes when the application stops
	 */
	public Mono<Void> signal() {
		return this.stop.asMono();
	}

	@EventListener(ContextClosedEvent.class)
	void await() throws InterruptedException {
		this.stopping = true;
		this.stop.tryEmitEmpty();
		if (this.working.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			this.working.unlock();
		}
	}

}
