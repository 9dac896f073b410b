package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Durations;
import ai.bimpe.spring.stream.StreamProblem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Ownership among the instances of an application: the owner of a key holds a lease, a
 * lock in the registry that it renews until it gives the key up. Instances know each
 * other from a list in the metadata store, and each owns its share of the keys and no
 * more. Starts before the streams, and stops after them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LockRegistryStreamOwnership implements StreamOwnership, SmartLifecycle {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

	/** What fits into the table of Spring Integration. */
	private static final int MAX_STORED_KEY_LENGTH = 255;

	private final LockRegistry<?> registry;

	private final ConcurrentMetadataStore store;

	private final String cluster;

	private final Duration lease;

	private final Function<String, ScheduledExecutorService> threads;

	private final LongSupplier nanoTime;

	private volatile @Nullable OwnershipLoop running;

	/**
	 * Create. Nothing is read or written before the start.
	 * @param registry the locks that all instances share; those that expire must live at
	 * least as long as the lease
	 * @param store where instances find each other, shared by all of them
	 * @param cluster the name that the instances have in common
	 * @param lease how long an instance that does not respond keeps its streams; one
	 * second or longer
	 * @throws UserException when the lease is shorter
	 */
	public LockRegistryStreamOwnership(LockRegistry<?> registry, ConcurrentMetadataStore store, String cluster,
			Duration lease) {
		this(registry, store, cluster, checked(lease),
				(name) -> Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory(name)),
				new ElapsedTime(System::nanoTime, InstantSource.system()));
	}

	LockRegistryStreamOwnership(LockRegistry<?> registry, ConcurrentMetadataStore store, String cluster, Duration lease,
			Function<String, ScheduledExecutorService> threads, LongSupplier nanoTime) {
		this.registry = registry;
		this.store = store;
		this.cluster = cluster;
		this.lease = lease;
		this.threads = threads;
		this.nanoTime = nanoTime;
	}

	private static Duration checked(Duration lease) {
		if (lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new UserException("'lease' must be one second or longer, but is " + lease);
		}
		return Durations.limit(lease);
	}

	@Override
	public synchronized Claim claim(String key, Owner owner) {
		OwnershipLoop running = this.running;
		if (running == null) {
			throw new IllegalStateException("Streams cannot be owned before the application has started");
		}
		return running.claim(key, owner);
	}

	@Override
	public @Nullable String owner(String key) {
		OwnershipLoop running = this.running;
		return (running != null) ? running.owner(key) : null;
	}

	@Override
	public @Nullable StreamProblem problem() {
		OwnershipLoop running = this.running;
		return (running != null) ? running.problem() : null;
	}

	@Override
	public int maxKeyLength() {
		return MAX_STORED_KEY_LENGTH - LocalInstance.path(this.cluster).length();
	}

	@Override
	public synchronized void start() {
		if (this.running == null) {
			LocalInstance instance = LocalInstance.create(this.cluster, this.lease, this.nanoTime, this.registry,
					this.store, this::problemChanged);
			this.running = new OwnershipLoop(instance, this.threads.apply("bimpeai-locks-"),
					this.threads.apply("bimpeai-members-"), this.threads.apply("bimpeai-owner-"));
			this.running.start();
			logger.info("Instance " + instance.id() + " takes part in the cluster '" + this.cluster
					+ "' of BimpeAI streams");
		}
	}

	private void problemChanged() {
		OwnershipLoop running = this.running;
		if (running != null) {
			running.problemChanged();
		}
	}

	@Override
	public synchronized void stop() {
		OwnershipLoop running = this.running;
		this.running = null;
		if (running != null) {
			try {
				running.stop();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return DEFAULT_PHASE - 1;
	}

}
