package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * A lock in the registry that expires unless it is renewed, and the name of its owner in
 * the store: a registry that compares clocks would otherwise give the lock of an instance
 * that lives to one whose clock is ahead. The lease counts as over before the lock can
 * expire.
 * <p>
 * Locks belong to the thread that took them, and registries share local locks between
 * keys: one thread does everything with all leases, but ask for the {@link #remaining()}
 * time.
 */
final class Lease {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String key;

	private final LocalInstance instance;

	private final String path;

	private final Lock lock;

	private boolean locked;

	private boolean named;

	/** Given back, and maybe still in the registry, which could not be told. */
	private boolean left;

	private volatile long renewed;

	Lease(String key, LocalInstance instance) {
		this.key = key;
		this.instance = instance;
		this.path = instance.path() + key;
		this.lock = instance.registry().obtain(this.path);
	}

	/**
	 * Return whether it could be acquired now.
	 * @return whether no instance has the lease
	 */
	boolean isFree() {
		boolean free = lock();
		if (free) {
			unlock();
		}
		return free;
	}

	boolean acquire() {
		this.renewed = this.instance.now();
		if (lock()) {
			this.locked = true;
			this.named = true;
			this.left = false;
			if (!writeName()) {
				release();
			}
		}
		return this.locked;
	}

	/**
	 * Renew the lease when it is time to: with every third tick, and with every tick
	 * while that fails.
	 * @return {@code false} when the lease is over
	 */
	boolean renew() {
		long now = this.instance.now();
		if (remaining() <= 0) {
			return false;
		}
		if (now - this.renewed < this.instance.tick().toNanos() * 5 / 2) {
			return true;
		}
		Optional<Boolean> renewed = this.instance.registryOutage()
			.call(() -> renew(this.instance.lease()) || lockAgain());
		renewed.ifPresent((success) -> this.renewed = success ? now : now - this.instance.lease().toNanos());
		return renewed.orElse(true);
	}

	/**
	 * Let others have the lease. Does again what failed before.
	 */
	void release() {
		if (this.named) {
			this.named = !eraseName();
		}
		if (this.locked) {
			this.locked = false;
			this.left = !unlock();
		}
		else if (this.left) {
			this.left = !isOwnedByAnother().orElse(false) && !isFree();
		}
	}

	boolean isReleased() {
		return !this.locked && !this.named && !this.left;
	}

	/**
	 * Return how long the lease lasts unless it is renewed.
	 * @return nanoseconds, zero or less when it is over
	 */
	long remaining() {
		return this.renewed + this.instance.lease().minus(this.instance.tick()).toNanos() - this.instance.now();
	}

	/**
	 * Report that it has ended without an answer of the registry.
	 */
	void expired() {
		this.instance.registryOutage().unanswered();
	}

	private boolean lock() {
		return !isOwnedByAnother().orElse(true)
				&& this.instance.registryOutage().call(() -> lock(this.instance.lease())).orElse(false);
	}

	private Optional<Boolean> isOwnedByAnother() {
		return this.instance.storeOutage().call(() -> {
			String owner = this.instance.owner(this.key);
			return owner != null && !this.instance.id().equals(owner);
		});
	}

	// A store that was emptied has lost the name of the owner as well, and nobody else
	// takes the key for a lease.
	private boolean lockAgain() throws InterruptedException {
		boolean again = this.instance.store().get(this.path) == null && lock(this.instance.lease());
		if (again) {
			this.lock.unlock();
			this.instance.store().put(this.path, this.instance.id());
		}
		return again;
	}

	private boolean lock(Duration timeToLive) throws InterruptedException {
		return (this.lock instanceof DistributedLock distributed) ? distributed.tryLock(Duration.ZERO, timeToLive)
				: this.lock.tryLock();
	}

	private boolean renew(Duration timeToLive) throws InterruptedException {
		if (this.instance.registry() instanceof RenewableLockRegistry<?> renewable) {
			try {
				renewable.renewLock(this.path, timeToLive);
				return true;
			}
			catch (IllegalStateException ex) {
				ExceptionRedactor.debug(logger, "The lock of '" + this.key + "' is lost", ex);
				return false;
			}
		}
		boolean locked = lock(timeToLive);
		if (locked) {
			this.lock.unlock();
		}
		return locked;
	}

	private boolean unlock() {
		boolean expires = false;
		try {
			// A registry leaves the lock in its store while another key with the same
			// local lock is held.
			if (this.lock instanceof DistributedLock) {
				expires = renew(Duration.ofMillis(1));
			}
		}
		catch (Throwable ex) {
			ExceptionRedactor.debug(logger, "The lock of '" + this.key + "' could not be expired", ex);
		}
		try {
			this.lock.unlock();
			return true;
		}
		catch (Throwable ex) {
			ExceptionRedactor.debug(logger, "The lock of '" + this.key + "' was lost before it was given back", ex);
			return expires;
		}
	}

	private boolean writeName() {
		return this.instance.storeOutage().call(() -> {
			this.instance.store().put(this.path, this.instance.id());
			return true;
		}).orElse(false);
	}

	private boolean eraseName() {
		return this.instance.storeOutage().call(() -> {
			// Redis refuses to replace a value when any other has changed meanwhile.
			if (this.instance.id().equals(this.instance.store().get(this.path))) {
				this.instance.store().put(this.path, "-");
			}
			return true;
		}).orElse(false);
	}

}
