package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The locks of an instance, and the thread that touches them. Who has a lock also writes
 * its name into the store: a registry that compares clocks would otherwise give the lock
 * of somebody who lives to an instance whose clock is ahead.
 */
final class ClusterLocks {

	/** How often things are looked at in the time of a lease. */
	private static final int TICKS = 9;

	private final LockRegistry<?> registry;

	private final ConcurrentMetadataStore store;

	private final ClusterMembership members;

	private final String prefix;

	private final String id;

	private final Duration lease;

	private final OutageLog outage = new OutageLog("The lock registry of the BimpeAI streams");

	private final Set<LeasedLock> held = ConcurrentHashMap.newKeySet();

	private final ExecutorService thread = Executors
		.newSingleThreadExecutor(new CustomizableThreadFactory("bimpeai-locks-"));

	private volatile ClusterMembership.Share share = new ClusterMembership.Share(0, true);

	ClusterLocks(LockRegistry<?> registry, ConcurrentMetadataStore store, ClusterMembership members, String cluster,
			String id, Duration lease) {
		this.registry = registry;
		this.store = store;
		this.members = members;
		this.prefix = "bimpeai/owners/" + cluster + "/";
		this.id = id;
		this.lease = lease;
	}

	String id() {
		return this.id;
	}

	Duration lease() {
		return this.lease;
	}

	Duration tick() {
		return tick(this.lease);
	}

	static Duration tick(Duration lease) {
		return lease.dividedBy(TICKS);
	}

	LeasedLock obtain(String key) {
		return new LeasedLock(key, this.registry.obtain(this.prefix + key), this);
	}

	/**
	 * Set how many locks this instance should have.
	 * @param share its share of the locks
	 * @return whether that is another share than before
	 */
	boolean share(ClusterMembership.Share share) {
		boolean changed = !this.share.equals(share);
		this.share = share;
		if (changed) {
			this.held.forEach(LeasedLock::noLongerSpare);
		}
		return changed;
	}

	boolean wantsMore() {
		return surplus() < 0;
	}

	/**
	 * Compare what this instance has with its share.
	 * @return number of locks above the share, negative for below
	 */
	int surplus() {
		return (int) this.held.stream().filter(LeasedLock::counts).count() - this.share.quota();
	}

	// Keys that are in nobody's share: not all instances claim the same.
	boolean mayHaveSpares() {
		return !this.share.alike();
	}

	boolean isOwnedByAnother(LeasedLock lock) {
		String owner = owner(lock.key());
		return owner != null && !this.id.equals(owner);
	}

	/**
	 * Return who has written its name last, and lives.
	 * @param key the key
	 * @return the id of the instance, {@code null} for none
	 */
	@Nullable String owner(String key) {
		String owner = this.store.get(this.prefix + key);
		return this.members.isAlive(owner) ? owner : null;
	}

	void owned(LeasedLock lock) {
		this.store.put(this.prefix + lock.key(), this.id);
		this.held.add(lock);
	}

	void disowned(LeasedLock lock) {
		this.held.remove(lock);
		// Redis refuses to replace a value when any other has changed meanwhile.
		if (this.id.equals(this.store.get(this.prefix + lock.key()))) {
			this.store.put(this.prefix + lock.key(), "-");
		}
	}

	void failed(Throwable cause) {
		this.outage.failed(cause);
	}

	void worked() {
		this.outage.over();
	}

	void execute(Runnable task) {
		this.thread.execute(task);
	}

	/**
	 * Give back what was told to be given back, and end.
	 */
	void close() throws InterruptedException {
		this.thread.shutdown();
		if (!this.thread.awaitTermination(this.lease.toMillis(), TimeUnit.MILLISECONDS)) {
			this.thread.shutdownNow();
		}
	}

}
