package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.Objects;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the checkpoint store of a stream can be reached, and reports outages.
 * Thread-safe: an agent's source reads checkpoints beside the worker.
 */
final class CheckpointStoreHealth {

	private final RetrySettings retry;

	private final StoreOutageLog log;

	private final String stream;

	private final TimeSource time;

	private final Runnable changed;

	private @Nullable RetrySequence outage;

	private volatile @Nullable StreamProblem problem;

	/**
	 * Create.
	 * @param retry the waits of the account
	 * @param log reports outages
	 * @param stream the name of the stream
	 * @param time tells when an outage has begun
	 * @param changed called when an outage has begun or ended
	 */
	CheckpointStoreHealth(RetrySettings retry, StoreOutageLog log, String stream, TimeSource time, Runnable changed) {
		this.retry = retry;
		this.log = log;
		this.stream = stream;
		this.time = time;
		this.changed = changed;
	}

	/**
	 * Take note of a failure.
	 * @param failure what the store threw
	 */
	void failed(CheckpointStoreException failure) {
		outage(failure);
	}

	/**
	 * Take note of a failure that is waited out.
	 * @param failure what the store, or a transaction that it takes part in, threw
	 * @return how long to wait
	 */
	synchronized Duration delayAfter(CheckpointStoreException failure) {
		return Objects.requireNonNull(outage(failure).delayAfter(failure));
	}

	private synchronized RetrySequence outage(CheckpointStoreException failure) {
		Throwable cause = failure.cause();
		StreamProblem known = this.problem;
		this.problem = new StreamProblem(StreamProblem.Cause.CHECKPOINT_STORE, cause,
				(known != null) ? known.since() : this.time.instant());
		RetrySequence outage = this.outage;
		if (outage == null) {
			outage = RetrySequence.forEver(StreamRetries.reconnects(this.retry));
			this.outage = outage;
			this.log.lost(this, this.stream, cause);
			this.changed.run();
		}
		return outage;
	}

	synchronized void works() {
		if (this.outage != null) {
			this.outage = null;
			this.problem = null;
			this.log.ended(this);
			this.changed.run();
		}
	}

	/**
	 * The stream is stopped, and waits for nothing any more.
	 */
	void close() {
		this.log.ended(this);
	}

	/**
	 * Return what the store threw last, and since when it cannot be used.
	 * @return the problem, or {@code null} when it can be reached
	 */
	@Nullable StreamProblem problem() {
		return this.problem;
	}

}
