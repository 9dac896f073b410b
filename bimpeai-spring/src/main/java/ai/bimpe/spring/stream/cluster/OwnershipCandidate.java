package ai.bimpe.spring.stream.cluster;

import java.time.Duration;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.integration.leader.AbstractCandidate;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;

/**
 * Standing for the leadership of one key, from start to stop. The initiator's own thread
 * does the waiting.
 */
final class OwnershipCandidate extends AbstractCandidate {

	/** How often the lock is renewed in the time of a lease. */
	private static final int RENEWALS = 3;

	private final LeasedLock lock;

	private final Runnable onChange;

	private final LockRegistryLeaderInitiator initiator;

	private volatile boolean leading;

	OwnershipCandidate(String key, LeasedLock lock, Runnable onChange) {
		super(null, key);
		this.lock = lock;
		this.onChange = onChange;
		this.initiator = new LockRegistryLeaderInitiator((unused) -> lock, this);
	}

	void start(Duration lease, AsyncTaskExecutor threads) {
		this.initiator.setLeaderEventPublisher(new DefaultLeaderEventPublisher());
		this.initiator.setHeartBeatMillis(lease.dividedBy(RENEWALS).toMillis());
		this.initiator.setTaskExecutor(threads);
		this.initiator.start();
	}

	void stop() {
		this.initiator.stop();
		this.lock.close();
	}

	LeasedLock lock() {
		return this.lock;
	}

	boolean isLeading() {
		return this.leading;
	}

	@Override
	public void onGranted(Context context) {
		this.leading = true;
		this.onChange.run();
	}

	@Override
	public void onRevoked(Context context) {
		this.leading = false;
		this.onChange.run();
	}

}
