package ai.bimpe.spring.stream.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Takes part in the choice of the owner of a key, and tells the owner about it: one thing
 * after the other, and never that it owns the stream again before it has finished.
 */
final class ClusterClaim implements StreamOwnership.Claim {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String key;

	private final StreamOwnership.Owner owner;

	private final ClusterLocks locks;

	private final AsyncTaskExecutor threads;

	private final Consumer<ClusterClaim> onClose;

	private final AtomicInteger news = new AtomicInteger();

	private volatile boolean closed;

	private volatile boolean told;

	private volatile boolean givingBack;

	private volatile CompletableFuture<Void> finished = CompletableFuture.completedFuture(null);

	private volatile @Nullable OwnershipCandidate candidacy;

	ClusterClaim(String key, StreamOwnership.Owner owner, ClusterLocks locks, AsyncTaskExecutor threads,
			Consumer<ClusterClaim> onClose) {
		this.key = key;
		this.owner = owner;
		this.locks = locks;
		this.threads = threads;
		this.onClose = onClose;
	}

	String key() {
		return this.key;
	}

	boolean owns(String key) {
		return this.told && this.key.equals(key);
	}

	synchronized void stand() {
		if (!this.closed) {
			OwnershipCandidate next = new OwnershipCandidate(this.key, this.locks.obtain(this.key), this::tell);
			this.candidacy = next;
			next.start(this.locks.lease(), this.threads);
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
			withdraw();
		}
		this.onClose.accept(this);
	}

	/**
	 * Try for the lock at once.
	 */
	void wake() {
		OwnershipCandidate current = this.candidacy;
		if (current != null) {
			current.lock().wake();
		}
	}

	/**
	 * Leave the key to somebody else as soon as the owner has finished.
	 * @return whether it is to be left, {@code false} when this instance does not own it
	 */
	boolean giveBack() {
		OwnershipCandidate current = this.candidacy;
		if (current == null || !this.told || this.givingBack) {
			return false;
		}
		current.lock().leave();
		this.givingBack = true;
		tell();
		return true;
	}

	private void tell() {
		if (this.news.getAndIncrement() == 0) {
			do {
				tellOwner();
			}
			while (this.news.decrementAndGet() > 0);
		}
	}

	private void tellOwner() {
		if (this.closed || !this.finished.isDone()) {
			return;
		}
		if (this.givingBack && !this.told) {
			standAnew();
		}
		OwnershipCandidate current = this.candidacy;
		boolean owns = current != null && current.isLeading() && !this.givingBack;
		if (owns == this.told) {
			return;
		}
		this.told = owns;
		try {
			if (owns) {
				this.owner.granted();
				return;
			}
			this.finished = this.owner.revoked()
				.toCompletableFuture()
				.copy()
				.completeOnTimeout(null, this.locks.lease().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RuntimeException ex) {
			logger.warn("The owner of '" + this.key + "' failed with " + ExceptionRedactor.describe(ex)
					+ ". The DEBUG level of this logger shows the stack trace");
			ExceptionRedactor.debug(logger, "Failure of the owner of '" + this.key + "'", ex);
		}
		CompletableFuture<Void> unused = this.finished.whenComplete((done, failure) -> tell());
	}

	private void standAnew() {
		synchronized (this) {
			withdraw();
			stand();
		}
		this.givingBack = false;
	}

	private void withdraw() {
		OwnershipCandidate current = this.candidacy;
		this.candidacy = null;
		if (current != null) {
			current.stop();
		}
	}

}
