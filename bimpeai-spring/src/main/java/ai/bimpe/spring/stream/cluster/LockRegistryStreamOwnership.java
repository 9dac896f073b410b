package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Ownership among the instances of an application: the owner of a key holds its lock, won
 * and kept by a {@link LockRegistryLeaderInitiator}. Instances know each other from a
 * list in the metadata store, and each owns its share of the keys and no more. Starts
 * before the streams, and stops after them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LockRegistryStreamOwnership implements StreamOwnership, SmartLifecycle {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final LockRegistry<?> registry;

	private final ConcurrentMetadataStore store;

	private final String cluster;

	private final Duration lease;

	private final AsyncTaskExecutor threads;

	private final OutageLog outage = new OutageLog("The metadata store of the BimpeAI streams");

	private final List<ClusterClaim> claims = new CopyOnWriteArrayList<>();

	private volatile @Nullable Running running;

	/**
	 * Create. Nothing is read or written before the start.
	 * @param registry the locks that all instances share; those that expire must live at
	 * least as long as the lease
	 * @param store where instances find each other, shared by all of them
	 * @param cluster the name that the instances have in common
	 * @param lease how long an instance that does not respond keeps its streams; one
	 * second or longer
	 * @param threads runs one task for each stream, for as long as the stream is open
	 */
	public LockRegistryStreamOwnership(LockRegistry<?> registry, ConcurrentMetadataStore store, String cluster,
			Duration lease, AsyncTaskExecutor threads) {
		this.registry = registry;
		this.store = store;
		this.cluster = cluster;
		this.lease = lease;
		this.threads = threads;
	}

	@Override
	public synchronized Claim claim(String key, Owner owner) {
		Running running = this.running;
		if (running == null) {
			throw new IllegalStateException("Streams cannot be owned before the application has started");
		}
		ClusterClaim claim = new ClusterClaim(key, owner, running.locks(), this.threads, this.claims::remove);
		this.claims.add(claim);
		claim.stand();
		return claim;
	}

	@Override
	public @Nullable String owner(String key) {
		Running running = this.running;
		if (running == null) {
			return null;
		}
		boolean own = this.claims.stream().anyMatch((claim) -> claim.owns(key));
		return own ? running.locks().id() : running.locks().owner(key);
	}

	@Override
	public synchronized void start() {
		if (this.running == null) {
			String id = UUID.randomUUID().toString().substring(24);
			ClusterMembership members = new ClusterMembership(this.store, "bimpeai/members/" + this.cluster, id,
					silence(), System::nanoTime);
			ClusterLocks locks = new ClusterLocks(this.registry, this.store, members, this.cluster, id, this.lease);
			ScheduledExecutorService clock = Executors
				.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("bimpeai-members-"));
			this.running = new Running(members, locks, clock);
			ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(() -> beat(members, locks), 0,
					locks.tick().toNanos(), TimeUnit.NANOSECONDS);
			logger.info("Instance " + id + " takes part in the cluster '" + this.cluster + "' of BimpeAI streams");
		}
	}

	@Override
	public synchronized void stop() {
		Running running = this.running;
		this.running = null;
		if (running != null) {
			try {
				end(running);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void end(Running running) throws InterruptedException {
		try {
			this.claims.forEach(ClusterClaim::close);
			running.locks().close();
		}
		finally {
			running.clock().execute(running.members()::leave);
			running.clock().shutdown();
		}
		running.clock().awaitTermination(this.lease.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return DEFAULT_PHASE - 1;
	}

	// Silence is noticed up to two ticks late. Meanwhile the lock expires.
	private Duration silence() {
		return this.lease.minus(ClusterLocks.tick(this.lease).multipliedBy(2));
	}

	private void beat(ClusterMembership members, ClusterLocks locks) {
		try {
			boolean changed = locks.share(members.beat(this.claims.stream().map(ClusterClaim::key).toList()));
			this.outage.over();
			if (changed) {
				this.claims.forEach(ClusterClaim::wake);
			}
			share(locks);
		}
		catch (RuntimeException ex) {
			this.outage.failed(ex);
		}
	}

	// The last ones first: the owner of the first ones then changes least often.
	private void share(ClusterLocks locks) {
		int left = locks.surplus();
		for (int i = this.claims.size() - 1; i >= 0 && left > 0; i--) {
			if (this.claims.get(i).giveBack()) {
				left--;
			}
		}
	}

	private record Running(ClusterMembership members, ClusterLocks locks, ScheduledExecutorService clock) {

	}

}
