package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reports an outage of the checkpoint store once for all streams that use it, and its end
 * when the last of them can use it again, as well as a store that has lost what was
 * written. Thread-safe.
 */
public final class StoreOutageLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	/** Within that time, each stream looks whether its checkpoint is still there. */
	private static final Duration SAME_LOSS = Duration.ofMinutes(1);

	private final Set<Object> affected = new HashSet<>();

	private final TimeSource time;

	private @Nullable Long emptiedAt;

	/**
	 * Create.
	 * @param time tells one loss from the next
	 */
	public StoreOutageLog(TimeSource time) {
		this.time = time;
	}

	/**
	 * A stream, or a shard of it, cannot use the store.
	 * @param user what uses the store
	 * @param stream the name of the stream
	 * @param cause what the store threw
	 */
	synchronized void lost(Object user, String stream, Throwable cause) {
		boolean first = this.affected.isEmpty();
		if (this.affected.add(user) && first) {
			logger.warn("Stream '" + stream + "' waits for its checkpoint store, and acknowledges nothing until it is "
					+ "back, as do all streams that use it: " + ExceptionRedactor.describe(cause)
					+ ". Check the database or the server that keeps the checkpoints; the DEBUG level of this logger shows the stack trace");
			ExceptionRedactor.debug(logger, "Failure on stream '" + stream + "'", cause);
		}
	}

	/**
	 * A stream can use the store again, or is stopped.
	 * @param user what uses the store
	 */
	synchronized void ended(Object user) {
		if (this.affected.remove(user) && this.affected.isEmpty()) {
			logger.info("No stream waits for the checkpoint store any more");
		}
	}

	/**
	 * The store does not have any more what a stream has written. Others find out one
	 * after the other, and again as long as it cannot be written back.
	 * @param stream the name of the stream
	 * @param checkpoints how many checkpoints the stream writes back
	 */
	synchronized void emptied(String stream, int checkpoints) {
		long now = this.time.nanoTime();
		boolean known = this.emptiedAt != null && now - this.emptiedAt < SAME_LOSS.toNanos();
		this.emptiedAt = now;
		String loss = "Stream '" + stream + "' found that its checkpoint store has lost what was written, and writes "
				+ checkpoints + " checkpoints back from memory";
		if (known) {
			logger.debug(loss);
		}
		else {
			logger.error(loss + ", as do all streams that use it. Check whether the store was emptied, or failed over "
					+ "to a copy that lags behind; the DEBUG level of this logger shows the other streams");
		}
	}

}
