package ai.bimpe.spring.stream.cluster;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says once that something is out of reach, and once that it is back.
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String what;

	private final String consequence;

	private final InstantSource clock;

	private final Runnable changed;

	private final AtomicReference<@Nullable StreamProblem> lasting = new AtomicReference<>();

	/**
	 * Create.
	 * @param what the name of what may be out of reach
	 * @param consequence what that means, as a sentence without its end
	 * @param clock tells when an outage has begun
	 * @param changed called when an outage has begun or ended; does not block
	 */
	OutageLog(String what, String consequence, InstantSource clock, Runnable changed) {
		this.what = what;
		this.consequence = consequence;
		this.clock = clock;
		this.changed = changed;
	}

	/**
	 * Call what may be out of reach, and report whether it is.
	 * @param <T> the type of the result
	 * @param call reads or writes
	 * @return the result, empty when the call failed
	 */
	<T> Optional<T> call(Callable<T> call) {
		try {
			T result = call.call();
			over();
			return Optional.of(result);
		}
		// The loop that renews leases must not end with an error of somebody's library.
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			failed(ex);
			return Optional.empty();
		}
	}

	/**
	 * Report that a call has not ended in time, and may never end.
	 */
	void unanswered() {
		failed(new TimeoutException("No answer in time"));
	}

	/**
	 * Return the outage.
	 * @return what failed first and when, {@code null} when nothing is out of reach
	 */
	@Nullable StreamProblem problem() {
		return this.lasting.get();
	}

	private void failed(Throwable cause) {
		if (this.lasting.compareAndSet(null,
				new StreamProblem(StreamProblem.Cause.CLUSTER, cause, this.clock.instant()))) {
			logger.warn(this.what + " cannot be used. " + this.consequence + ": " + ExceptionRedactor.describe(cause)
					+ "; the DEBUG level of this logger shows the stack trace");
			this.changed.run();
		}
		ExceptionRedactor.debug(logger, this.what + " cannot be used", cause);
	}

	private void over() {
		if (this.lasting.getAndSet(null) != null) {
			logger.info(this.what + " can be used again");
			this.changed.run();
		}
	}

}
