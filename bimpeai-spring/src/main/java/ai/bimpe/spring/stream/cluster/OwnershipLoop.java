package ai.bimpe.spring.stream.cluster;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Everything that an instance does with its leases, from start to stop: with every tick
 * it renews what it has, reports that it lives, gives up what is above its share, and
 * takes what is missing. All of that is done by one thread, which waits for the store.
 */
final class OwnershipLoop {

	private final LocalInstance instance;

	private final ScheduledExecutorService locks;

	private final ScheduledExecutorService notifications;

	private final List<ClusterClaim> claims = new CopyOnWriteArrayList<>();

	/** Owned in addition to the share, as nobody else wanted them. */
	private final Set<ClusterClaim> spares = new HashSet<>();

	/** In nobody's hands when they were last probed. */
	private Set<ClusterClaim> free = Set.of();

	/** In nobody's hands as far as they are probed now. */
	private Set<ClusterClaim> freeNow = new HashSet<>();

	/** Not yet probed this time. */
	private final Queue<ClusterClaim> unprobed = new ArrayDeque<>();

	private long probed;

	private ClusterMembership.Share share = new ClusterMembership.Share(0, true);

	private int next = -1;

	OwnershipLoop(LocalInstance instance, ScheduledExecutorService locks, ScheduledExecutorService notifications) {
		this.instance = instance;
		this.locks = locks;
		this.notifications = notifications;
	}

	void start() {
		this.probed = this.instance.now();
		ScheduledFuture<?> unused = this.locks.scheduleWithFixedDelay(this::run, 0, this.instance.tick().toNanos(),
				TimeUnit.NANOSECONDS);
	}

	ClusterClaim claim(String key, StreamOwnership.Owner owner) {
		ClusterClaim claim = new ClusterClaim(key, owner, new Lease(key, this.instance), this.instance.lease(),
				this.locks, this.notifications);
		this.claims.add(claim);
		return claim;
	}

	@Nullable String owner(String key) {
		boolean own = this.claims.stream().anyMatch((claim) -> claim.isOwned() && claim.key().equals(key));
		return own ? this.instance.id() : this.instance.owner(key);
	}

	void stop() throws InterruptedException {
		this.claims.forEach(ClusterClaim::close);
		this.locks.execute(this.instance.members()::leave);
		this.locks.shutdown();
		try {
			if (!this.locks.awaitTermination(this.instance.lease().toMillis(), TimeUnit.MILLISECONDS)) {
				this.locks.shutdownNow();
			}
		}
		finally {
			this.notifications.shutdownNow();
		}
	}

	private void run() {
		this.claims.forEach(ClusterClaim::renew);
		List<ClusterClaim> gone = this.claims.stream().filter(ClusterClaim::isGone).toList();
		this.claims.removeAll(gone);
		this.spares.removeAll(gone);
		List<ClusterClaim> open = this.claims.stream().filter((claim) -> !claim.isClosed()).toList();
		List<String> keys = open.stream().map(ClusterClaim::key).toList();
		this.instance.storeOutage().call(() -> this.instance.members().beat(keys)).ifPresent(this::share);
		int surplus = (int) open.stream().filter(this::counts).count() - this.share.quota();
		handOver(open, surplus);
		acquire(open, -surplus);
		if (surplus >= 0 && !this.share.alike()) {
			acquireSpares(open);
		}
	}

	private void share(ClusterMembership.Share share) {
		if (!share.equals(this.share)) {
			this.share = share;
			this.spares.clear();
			this.free = Set.of();
			this.freeNow = new HashSet<>();
			this.unprobed.clear();
		}
	}

	// One that nobody else wanted is no part of the share.
	private boolean counts(ClusterClaim claim) {
		return claim.isOwned() && !this.spares.contains(claim);
	}

	// The last ones first: the owner of the first ones then changes least often.
	private void handOver(List<ClusterClaim> claims, int surplus) {
		int left = surplus;
		for (int i = claims.size() - 1; i >= 0 && left > 0; i--) {
			if (counts(claims.get(i)) && claims.get(i).revoke()) {
				left--;
			}
		}
	}

	// Stops after a tick, and goes on with the next one, so that a slow store keeps
	// nothing from being renewed.
	private void acquire(List<ClusterClaim> claims, int missing) {
		long start = this.instance.now();
		int left = missing;
		for (int tried = 0; tried < claims.size() && left > 0; tried++) {
			this.next = (this.next + 1) % claims.size();
			ClusterClaim claim = claims.get(this.next);
			if (claim.isWaiting() && claim.acquire()) {
				this.spares.remove(claim);
				left--;
			}
			if (isTickOver(start)) {
				return;
			}
		}
	}

	// Keys are in nobody's share when not all instances claim the same. Those who have
	// less than their share have the time of a lease to come first. A slow store is
	// probed
	// over several ticks.
	private void acquireSpares(List<ClusterClaim> claims) {
		long start = this.instance.now();
		if (this.unprobed.isEmpty()) {
			if (start - this.probed < this.instance.lease().toNanos()) {
				return;
			}
			this.unprobed.addAll(claims);
		}
		while (!this.unprobed.isEmpty() && !isTickOver(start)) {
			probe(this.unprobed.remove());
		}
		if (this.unprobed.isEmpty()) {
			this.free = this.freeNow;
			this.freeNow = new HashSet<>();
			this.probed = this.instance.now();
		}
	}

	private void probe(ClusterClaim claim) {
		if (claim.isWaiting() && this.free.contains(claim) && claim.acquire()) {
			this.spares.add(claim);
		}
		else if (claim.isWaiting() && claim.lease().isFree()) {
			this.freeNow.add(claim);
		}
	}

	private boolean isTickOver(long start) {
		return this.instance.now() - start >= this.instance.tick().toNanos();
	}

}
