package ai.bimpe.spring.stream.cluster;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once that something is out of reach, and once that it is back.
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String what;

	private final String consequence;

	private final AtomicBoolean lasting = new AtomicBoolean();

	/**
	 * Create.
	 * @param what the name of what may be out of reach
	 * @param consequence what that means, as a sentence without its end
	 */
	OutageLog(String what, String consequence) {
		this.what = what;
		this.consequence = consequence;
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

	private void failed(Throwable cause) {
		if (this.lasting.compareAndSet(false, true)) {
			logger.warn(this.what + " cannot be used. " + this.consequence + ": " + ExceptionRedactor.describe(cause)
					+ "; the DEBUG level of this logger shows the stack trace");
		}
		ExceptionRedactor.debug(logger, this.what + " cannot be used", cause);
	}

	private void over() {
		if (this.lasting.compareAndSet(true, false)) {
			logger.info(this.what + " can be used again");
		}
	}

}
