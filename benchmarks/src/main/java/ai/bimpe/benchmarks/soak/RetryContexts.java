package ai.bimpe.benchmarks.soak;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

/**
 * Counts the sequences of attempts that were opened and not closed.
 */
final class RetryContexts implements RetryListener {

	private final AtomicLong open = new AtomicLong();

	@Override
	public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
		this.open.incrementAndGet();
		return true;
	}

	@Override
	public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback, Throwable failure) {
		this.open.decrementAndGet();
	}

	long open() {
		return this.open.get();
	}

}
