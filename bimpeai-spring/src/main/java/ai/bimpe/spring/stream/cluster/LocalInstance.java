package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;

import ai.bimpe.spring.stream.StreamProblem;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * This instance of the application: its name, its view of the others, and what it shares
 * with them.
 *
 * @param id the name of the instance
 * @param path where leases are, as a prefix of their keys
 * @param lease how long an instance that does not respond keeps its leases
 * @param nanoTime the stop-watch
 * @param registry the locks
 * @param registryOutage reports whether the registry can be used
 * @param store where the owners of leases write their names
 * @param storeOutage reports whether the store can be used
 * @param members the living instances
 */
record LocalInstance(String id, String path, Duration lease, LongSupplier nanoTime, LockRegistry<?> registry,
		OutageLog registryOutage, ConcurrentMetadataStore store, OutageLog storeOutage, ClusterMembership members) {

	/** Number of ticks in the time of a lease. */
	private static final int TICKS = 9;

	static LocalInstance create(String cluster, Duration lease, LongSupplier nanoTime, LockRegistry<?> registry,
			ConcurrentMetadataStore store, Runnable outageChanged) {
		InstantSource clock = InstantSource.system();
		String id = UUID.randomUUID().toString().substring(24);
		// Silence is noticed up to two ticks late. Meanwhile the lock expires.
		Duration silence = lease.dividedBy(TICKS).multipliedBy(TICKS - 2);
		return new LocalInstance(id, path(cluster), lease, nanoTime, registry,
				new OutageLog("The lock registry of the BimpeAI streams",
						"Streams are given up within a lease, and taken again when it is back", clock, outageChanged),
				store,
				new OutageLog("The metadata store of the BimpeAI streams",
						"This instance keeps its streams, and takes no others until it is back", clock, outageChanged),
				new ClusterMembership(store, "bimpeai/members/" + cluster, id, silence, nanoTime));
	}

	static String path(String cluster) {
		return "bimpeai/owners/" + cluster + "/";
	}

	long now() {
		return this.nanoTime.getAsLong();
	}

	/**
	 * Return what keeps this instance from taking leases.
	 * @return the outage, {@code null} for none
	 */
	@Nullable StreamProblem problem() {
		StreamProblem problem = this.registryOutage.problem();
		return (problem != null) ? problem : this.storeOutage.problem();
	}

	Duration tick() {
		return this.lease.dividedBy(TICKS);
	}

	/**
	 * Return who has written its name last, and lives.
	 * @param key the key
	 * @return the id of the instance, {@code null} for none
	 */
	@Nullable String owner(String key) {
		String owner = this.store.get(this.path + key);
		return this.members.isAlive(owner) ? owner : null;
	}

}
