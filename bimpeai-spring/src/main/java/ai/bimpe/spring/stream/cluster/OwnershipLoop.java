package ai.bimpe.spring.stream.cluster;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an instance does with its leases, from start to stop. With every tick,
 * the thread of the locks renews what the instance has. Another thread reports that it
 * lives; only when the store has answered, the thread of the locks gives up what is above
 * the share of the instance, and takes what is missing. A store that hangs therefore
 * keeps nothing from being renewed.
 */
final class OwnershipLoop {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	/**
	 * A round of the thread of the locks, of which it waits for one, and works in two.
	 */
	private static final int ROUND_TICKS = 3;

	/** After so many leases it is reported that instances claim different keys. */
	private static final int PATIENCE_LEASES = 3;

	private final LocalInstance instance;

	private final ScheduledExecutorService locks;

	private final ScheduledExecutorService members;

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

	/** When the thread of the locks has ended its last round. */
	private volatile long renewed;

	/** When the store has answered last, with whatever. */
	private volatile long answered;

	/** Until when owners of keys may write their names again. */
	private volatile long recovering;

	/** Told by the store, and not considered yet. */
	private final AtomicReference<ClusterMembership.@Nullable Share> told = new AtomicReference<>();

	private final UnlikeInstancesLog unlike;

	private ClusterMembership.Share share = new ClusterMembership.Share(0, true, false);

	private int next = -1;

	OwnershipLoop(LocalInstance instance, ScheduledExecutorService locks, ScheduledExecutorService members,
			ScheduledExecutorService notifications) {
		this.instance = instance;
		this.locks = locks;
		this.members = members;
		this.notifications = notifications;
		this.unlike = new UnlikeInstancesLog(instance.lease().multipliedBy(PATIENCE_LEASES));
	}

	void start() {
		this.probed = this.instance.now();
		this.renewed = this.probed;
		this.answered = this.probed;
		this.recovering = this.probed;
		everyTick(this.locks, this::renew);
		everyTick(this.members, this::beat);
	}

	// What a task throws would end it for ever, and nobody would know.
	private void everyTick(ScheduledExecutorService thread, Runnable task) {
		ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(() -> reportFailure(task), 0,
				this.instance.tick().toNanos(), TimeUnit.NANOSECONDS);
	}

	private static void reportFailure(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("Streams are not distributed among instances for a moment, because of "
					+ ExceptionRedactor.describe(ex) + "; the DEBUG level of this logger shows the stack trace");
			ExceptionRedactor.debug(logger, "Failure in the loop of ownership", ex);
		}
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

	@Nullable StreamProblem problem() {
		return this.instance.problem();
	}

	void problemChanged() {
		this.claims.forEach(ClusterClaim::problemChanged);
	}

	void stop() throws InterruptedException {
		long end = this.instance.now() + this.instance.lease().toNanos();
		this.claims.forEach(ClusterClaim::close);
		this.members.execute(this.instance.members()::leave);
		this.members.shutdown();
		this.locks.shutdown();
		try {
			awaitTermination(this.locks, end);
			awaitTermination(this.members, end);
		}
		finally {
			this.notifications.shutdownNow();
		}
	}

	private void awaitTermination(ScheduledExecutorService thread, long end) throws InterruptedException {
		if (!thread.awaitTermination(end - this.instance.now(), TimeUnit.NANOSECONDS)) {
			thread.shutdownNow();
		}
	}

	private void renew() {
		this.claims.forEach(ClusterClaim::renew);
		List<ClusterClaim> gone = this.claims.stream().filter(ClusterClaim::isGone).toList();
		this.claims.removeAll(gone);
		this.spares.removeAll(gone);
		this.renewed = this.instance.now();
		if (this.renewed - this.answered >= this.instance.lease().toNanos()) {
			this.instance.storeOutage().unanswered();
		}
	}

	private void beat() {
		if (areLocksInUse()) {
			List<String> keys = open().stream().map(ClusterClaim::key).toList();
			this.instance.storeOutage().call(() -> this.instance.members().beat(keys)).ifPresent(this::told);
		}
		this.answered = this.instance.now();
	}

	// Who cannot use the locks is silent, so that others take its keys.
	private boolean areLocksInUse() {
		return this.instance.now() - this.renewed <= ROUND_TICKS * this.instance.tick().toNanos();
	}

	private void told(ClusterMembership.Share share) {
		if (share.forgotten()) {
			this.recovering = this.instance.now() + this.instance.lease().toNanos();
		}
		if (this.told.getAndSet(share) == null && !this.locks.isShutdown()) {
			this.locks.execute(() -> reportFailure(this::distribute));
		}
	}

	private List<ClusterClaim> open() {
		return this.claims.stream().filter((claim) -> !claim.isClosed()).toList();
	}

	private void distribute() {
		ClusterMembership.Share told = Objects.requireNonNull(this.told.getAndSet(null));
		this.unlike.told(told.alike(), this.instance.now());
		share(told);
		if (this.recovering - this.instance.now() > 0) {
			// Keys without a name and a lock have an owner all the same.
			return;
		}
		List<ClusterClaim> open = open();
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
	// probed over several ticks.
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
