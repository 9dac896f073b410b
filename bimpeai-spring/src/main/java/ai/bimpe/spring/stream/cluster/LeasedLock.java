package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.integration.support.locks.DistributedLock;

/**
 * The lock of a key, as a leader initiator sees it. It is tried for when this instance
 * has less than its share and nobody who lives has it, is held through an outage of the
 * store as long as the lease lasts, and is lost before the lease is over.
 * <p>
 * All locks of an instance are touched by one thread only. They are bound to a thread,
 * and registries keep their local locks in a small table: two keys with one place in it
 * would shut each other out on two threads.
 */
final class LeasedLock implements Lock {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private final String key;

	private final Lock delegate;

	private final ClusterLocks locks;

	private final Duration lease;

	private final Semaphore wake = new Semaphore(0);

	private int holds;

	private long freeSince;

	private boolean free;

	private boolean held;

	private volatile long renewed;

	private volatile boolean spare;

	private volatile boolean leaving;

	private volatile boolean closed;

	LeasedLock(String key, Lock delegate, ClusterLocks locks) {
		this.key = key;
		this.delegate = delegate;
		this.locks = locks;
		this.lease = locks.lease();
	}

	String key() {
		return this.key;
	}

	// One that nobody else wanted is no part of the share, nor one that is to be given
	// back.
	boolean counts() {
		return !this.spare && !this.leaving;
	}

	void noLongerSpare() {
		this.spare = false;
	}

	void leave() {
		this.leaving = true;
	}

	/**
	 * Try at once.
	 */
	void wake() {
		this.wake.release();
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		boolean locked = (this.holds > 0) ? renew() : acquire();
		this.holds = locked ? this.holds + 1 : 0;
		return locked;
	}

	@Override
	public void unlock() {
		if (--this.holds == 0) {
			giveUp();
		}
	}

	/**
	 * Give the lock back, and never take it again.
	 */
	void close() {
		this.closed = true;
		giveUp();
	}

	private boolean acquire() throws InterruptedException {
		boolean wanted = this.locks.wantsMore();
		if (!wanted) {
			pause(this.lease);
		}
		try {
			boolean locked = submit(this::attempt).get();
			if (!locked && wanted) {
				pause(this.locks.tick());
			}
			return locked;
		}
		catch (ExecutionException ex) {
			this.locks.failed(ex);
			pause(this.locks.tick());
			return false;
		}
		catch (InterruptedException ex) {
			giveUp();
			throw ex;
		}
	}

	private boolean renew() throws InterruptedException {
		long deadline = this.renewed + this.lease.minus(this.locks.tick()).toNanos();
		long left = deadline - System.nanoTime();
		while (left > 0) {
			FutureTask<Boolean> attempt = submit(this::extend);
			try {
				if (attempt.get(left, TimeUnit.NANOSECONDS)) {
					return true;
				}
				break;
			}
			catch (ExecutionException ex) {
				this.locks.failed(ex);
				TimeUnit.NANOSECONDS.sleep(Math.min(left, this.locks.tick().toNanos()));
			}
			catch (TimeoutException ex) {
				attempt.cancel(false);
				this.locks.failed(new TimeoutException("It did not answer in time"));
			}
			left = deadline - System.nanoTime();
		}
		giveUp();
		return false;
	}

	private boolean attempt() throws Exception {
		long now = System.nanoTime();
		boolean wanted = this.locks.wantsMore();
		boolean unwanted = this.free && now - this.freeSince >= this.lease.toNanos();
		if (!wanted && !this.closed && !this.locks.mayHaveSpares()) {
			// The store may have been out of reach when the lock was given back.
			this.locks.disowned(this);
			this.free = false;
			return false;
		}
		if (this.closed || (!wanted && this.free && !unwanted)) {
			return false;
		}
		if (this.locks.isOwnedByAnother(this) || !lockDelegate()) {
			this.free = false;
			return false;
		}
		if (wanted || unwanted) {
			this.free = false;
			this.renewed = now;
			this.spare = !wanted;
			own();
			return true;
		}
		// Those who have less than their share come first.
		this.free = true;
		this.freeSince = now;
		release();
		return false;
	}

	private void own() {
		try {
			this.locks.owned(this);
			this.held = true;
		}
		catch (RuntimeException ex) {
			release();
			throw ex;
		}
	}

	private boolean extend() throws Exception {
		long now = System.nanoTime();
		if (!this.held || !lockDelegate()) {
			return false;
		}
		this.delegate.unlock();
		this.renewed = now;
		return true;
	}

	private boolean lockDelegate() throws Exception {
		boolean locked = (this.delegate instanceof DistributedLock distributed)
				? distributed.tryLock(Duration.ZERO, this.lease) : this.delegate.tryLock();
		this.locks.worked();
		return locked;
	}

	// Runs after all that was submitted before, and late when the store does not answer.
	private void giveUp() {
		try {
			FutureTask<Boolean> unused = submit(() -> {
				if (this.held) {
					this.held = false;
					release();
				}
				return true;
			});
		}
		catch (RejectedExecutionException ex) {
			ExceptionRedactor.debug(logger, "Stopped before the lock of '" + this.key + "' was given back", ex);
		}
	}

	private void release() {
		try {
			this.locks.disowned(this);
		}
		catch (RuntimeException ex) {
			this.locks.failed(ex);
		}
		try {
			expire();
		}
		catch (Exception ex) {
			ExceptionRedactor.debug(logger, "The lock of '" + this.key + "' could not be expired", ex);
		}
		try {
			this.delegate.unlock();
		}
		catch (RuntimeException ex) {
			ExceptionRedactor.debug(logger, "The lock of '" + this.key + "' was lost before it was given back", ex);
		}
	}

	// A registry leaves the lock in the store while another key with the same local lock
	// is held.
	private void expire() throws InterruptedException {
		if (this.delegate instanceof DistributedLock distributed
				&& distributed.tryLock(Duration.ZERO, Duration.ofMillis(1))) {
			distributed.unlock();
		}
	}

	private FutureTask<Boolean> submit(Callable<Boolean> task) {
		FutureTask<Boolean> future = new FutureTask<>(task);
		this.locks.execute(future);
		return future;
	}

	private void pause(Duration time) throws InterruptedException {
		if (this.wake.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
			this.wake.drainPermits();
		}
	}

	// LockRegistryLeaderInitiator tries for its lock with a time, and does nothing else.
	private static UnsupportedOperationException onlyTriedFor() {
		return new UnsupportedOperationException(
				"Only a leader initiator uses this lock, by tryLock(long, TimeUnit) and unlock()");
	}

	@Override
	public void lock() {
		throw onlyTriedFor();
	}

	@Override
	public void lockInterruptibly() {
		throw onlyTriedFor();
	}

	@Override
	public boolean tryLock() {
		throw onlyTriedFor();
	}

	@Override
	public Condition newCondition() {
		throw onlyTriedFor();
	}

}
