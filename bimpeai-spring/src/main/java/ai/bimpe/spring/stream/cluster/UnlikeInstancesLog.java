package ai.bimpe.spring.stream.cluster;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reports that instances do not claim the same keys, once and not before that has lasted:
 * instances that start claim one stream after the other. Used by one thread.
 */
final class UnlikeInstancesLog {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final long patience;

	private boolean unlike;

	private boolean reported;

	private long since;

	UnlikeInstancesLog(Duration patience) {
		this.patience = patience.toNanos();
	}

	/**
	 * Take note of what the store says.
	 * @param alike whether all instances claim the same keys
	 * @param now the time in nanoseconds
	 */
	void told(boolean alike, long now) {
		if (alike) {
			if (this.reported) {
				logger.info("All instances of the cluster have the same BimpeAI streams again");
			}
			this.unlike = false;
			this.reported = false;
		}
		else if (!this.unlike) {
			this.unlike = true;
			this.since = now;
		}
		else if (!this.reported && now - this.since >= this.patience) {
			this.reported = true;
			logger.warn("The instances of the cluster do not have the same BimpeAI streams, or not the same number of "
					+ "'shards' of one: with different numbers, two instances deliver the same conversations. Give all "
					+ "instances the same 'bimpeai.streams'");
		}
	}

}
