package ai.bimpe.spring.stream.internal.invocation;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * An asynchronous result of a listener. It ends once, whatever its publisher does.
 */
final class AwaitedResult extends BaseSubscriber<Object> {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Consumer<Object> values;

	private final Consumer<@Nullable Throwable> end;

	/**
	 * Create.
	 * @param values receives the values
	 * @param end receives the failure, {@code null} for none
	 */
	AwaitedResult(Consumer<Object> values, Consumer<@Nullable Throwable> end) {
		this.values = values;
		this.end = end;
	}

	void subscribeTo(Publisher<?> result) {
		try {
			Flux.from(result).subscribe(this);
		}
		catch (Throwable ex) {
			cancel(ex);
		}
	}

	/**
	 * Cancel the subscription, and end.
	 * @param reason the failure
	 */
	void cancel(Throwable reason) {
		try {
			cancel();
		}
		catch (Throwable ex) {
			ExceptionRedactor.debug(logger, "The result of a listener could not be cancelled", ex);
		}
		finally {
			end(reason);
		}
	}

	// Reactor passes on no errors of the JVM.
	@Override
	protected void hookOnNext(Object value) {
		try {
			// A publisher may take its time to be cancelled.
			if (!this.ended.get()) {
				this.values.accept(value);
			}
		}
		catch (Throwable ex) {
			cancel(ex);
		}
	}

	@Override
	protected void hookOnComplete() {
		end(null);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		end(failure);
	}

	private void end(@Nullable Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.end.accept(failure);
		}
	}

}
