package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Knows whether the checkpoint store of a stream can be reached, and tells of every
 * outage once. Thread-safe: an agent's source reads checkpoints beside the worker.
 */
final class CheckpointStoreHealth {

	private final ExponentialBackOff backOff = new ExponentialBackOff();

	private final StreamLog log;

	private @Nullable BackOffExecution outage;

	private volatile @Nullable Throwable failure;

	CheckpointStoreHealth(RetrySettings waits, StreamLog log) {
		this.backOff.setInitialInterval(waits.initialDelay().toMillis());
		this.backOff.setMaxInterval(waits.maxDelay().toMillis());
		this.backOff.setMultiplier(waits.multiplier());
		this.log = log;
	}

	/**
	 * Take note of a failure.
	 * @param failure what the store threw
	 * @return how long to wait
	 */
	synchronized Duration failed(CheckpointStoreException failure) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		this.failure = cause;
		BackOffExecution outage = this.outage;
		if (outage == null) {
			outage = this.backOff.start();
			this.outage = outage;
			this.log.storeLost(cause);
		}
		return Duration.ofMillis(outage.nextBackOff());
	}

	synchronized void works() {
		if (this.outage != null) {
			this.outage = null;
			this.failure = null;
			this.log.storeBack();
		}
	}

	/**
	 * Return what the store threw.
	 * @return the failure, or {@code null} when it can be reached
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

}
