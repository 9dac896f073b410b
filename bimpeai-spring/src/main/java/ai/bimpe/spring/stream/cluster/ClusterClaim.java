package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the lease of a key, owns the key while it has the lease, and gives the lease
 * back when the owner has finished. The thread of the locks takes and renews the lease.
 * Another one notifies the owner, and notices when the lease is over although the store
 * does not answer.
 */
final class ClusterClaim implements StreamOwnership.Claim {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String key;

	private final StreamOwnership.Owner owner;

	private final Lease lease;

	private final Duration timeout;

	private final ExecutorService locks;

	private final ScheduledExecutorService notifications;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private final AtomicBoolean closed = new AtomicBoolean();

	// Notifications only.

	private boolean granted;

	private @Nullable ScheduledFuture<?> expiry;

	ClusterClaim(String key, StreamOwnership.Owner owner, Lease lease, Duration timeout, ExecutorService locks,
			ScheduledExecutorService notifications) {
		this.key = key;
		this.owner = owner;
		this.lease = lease;
		this.timeout = timeout;
		this.locks = locks;
		this.notifications = notifications;
	}

	String key() {
		return this.key;
	}

	boolean isWaiting() {
		return !this.closed.get() && this.state.get() == State.WAITING;
	}

	boolean isOwned() {
		return !this.closed.get() && this.state.get() == State.OWNED;
	}

	boolean isClosed() {
		return this.closed.get();
	}

	boolean isGone() {
		return this.closed.get() && this.lease.isReleased();
	}

	Lease lease() {
		return this.lease;
	}

	@Override
	public boolean isValid() {
		return isOwned() && this.lease.remaining() > 0;
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			try {
				this.locks.execute(this.lease::release);
			}
			catch (RejectedExecutionException ex) {
				ExceptionRedactor.debug(logger, "Stopped before the lock of '" + this.key + "' was given back", ex);
			}
		}
	}

	boolean acquire() {
		boolean acquired = this.lease.acquire();
		if (acquired) {
			this.state.set(State.OWNED);
			notify(this::notifyGranted);
		}
		return acquired;
	}

	/**
	 * Renew the lease when it is time to, until it is given back.
	 */
	void renew() {
		if (this.closed.get() || this.state.get() == State.WAITING) {
			// The store may have been out of reach when the lease was given back.
			this.lease.release();
		}
		else if (!this.lease.renew()) {
			revoke();
		}
	}

	/**
	 * Give the key up as soon as the owner has finished.
	 * @return whether it is given up, {@code false} when this instance does not own it
	 */
	boolean revoke() {
		boolean owned = this.state.compareAndSet(State.OWNED, State.REVOKED);
		if (owned) {
			notify(this::notifyRevoked);
		}
		return owned;
	}

	void problemChanged() {
		try {
			notify(this.owner::problemChanged);
		}
		catch (RejectedExecutionException ex) {
			ExceptionRedactor.debug(logger, "Stopped before the owner of '" + this.key + "' was notified", ex);
		}
	}

	private void notify(Runnable notification) {
		if (!this.closed.get()) {
			this.notifications.execute(notification);
		}
	}

	private void notifyGranted() {
		watch();
		if (!this.closed.get() && this.lease.remaining() > 0) {
			this.granted = true;
			try {
				this.owner.granted();
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	private void watch() {
		long remaining = this.lease.remaining();
		if (remaining > 0) {
			this.expiry = this.notifications.schedule(this::watch, remaining, TimeUnit.NANOSECONDS);
		}
		else if (revoke()) {
			this.lease.expired();
		}
	}

	private void notifyRevoked() {
		if (this.expiry != null) {
			this.expiry.cancel(false);
		}
		CompletableFuture<Void> finished = revoked();
		ScheduledFuture<?> timeout = this.notifications.schedule(() -> finished.complete(null), this.timeout.toNanos(),
				TimeUnit.NANOSECONDS);
		CompletableFuture<Void> unused = finished.whenCompleteAsync((done, failure) -> {
			timeout.cancel(false);
			this.lease.release();
			this.state.set(State.WAITING);
		}, this.locks);
	}

	private CompletableFuture<Void> revoked() {
		if (this.granted && !this.closed.get()) {
			try {
				return this.owner.revoked().toCompletableFuture().copy();
			}
			catch (Throwable ex) {
				failed(ex);
			}
			finally {
				this.granted = false;
			}
		}
		return CompletableFuture.completedFuture(null);
	}

	private void failed(Throwable ex) {
		logger.warn("The owner of '" + this.key + "' failed with " + ExceptionRedactor.describe(ex)
				+ ". The DEBUG level of this logger shows the stack trace");
		ExceptionRedactor.debug(logger, "Failure of the owner of '" + this.key + "'", ex);
	}

	private enum State {

		/** Another instance owns the key, or none. */
		WAITING,

		/** This instance owns the key. */
		OWNED,

		/** The owner finishes, and the lease is given back afterwards. */
		REVOKED

	}

}
