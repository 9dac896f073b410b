package ai.bimpe.spring.stream.internal.listener;

import java.util.HashSet;
import java.util.Set;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reports an outage of the checkpoint store once for all streams that use it, and its end
 * when the last of them can use it again. Thread-safe.
 */
public final class StoreOutageLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final Set<Object> affected = new HashSet<>();

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

}
