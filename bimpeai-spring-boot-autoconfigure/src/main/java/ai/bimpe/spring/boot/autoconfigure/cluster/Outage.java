package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.spring.boot.autoconfigure.streams.ForeignFailures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once that something is out of reach, and once that it is back.
 */
final class Outage {

	private static final Log logger = LogFactory.getLog(LockRegistryStreamOwnership.class);

	private final String what;

	private final AtomicBoolean lasting = new AtomicBoolean();

	Outage(String what) {
		this.what = what;
	}

	void failed(Throwable cause) {
		if (this.lasting.compareAndSet(false, true)) {
			logger.warn(this.what + " cannot be used. Streams are given up within a lease, "
					+ "and taken again when it is back: " + ForeignFailures.describe(cause)
					+ "; the DEBUG level of this logger shows the stack trace");
		}
		ForeignFailures.debug(logger, this.what + " cannot be used", cause);
	}

	void over() {
		if (this.lasting.compareAndSet(true, false)) {
			logger.info(this.what + " can be used again");
		}
	}

}
