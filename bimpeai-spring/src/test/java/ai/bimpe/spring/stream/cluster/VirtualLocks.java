package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * A table of locks that expire in virtual time, as that of a database.
 */
final class VirtualLocks {

	private final VirtualTime time;

	private final Map<String, Row> rows = new HashMap<>();

	private Duration cost = Duration.ZERO;

	private boolean failing;

	VirtualLocks(VirtualTime time) {
		this.time = time;
	}

	/**
	 * Create the registry of one instance.
	 */
	RenewableLockRegistry<DistributedLock> registry() {
		return new Registry(Duration.ZERO, Duration.ZERO);
	}

	/**
	 * Create the registry of an instance whose clock is ahead.
	 */
	RenewableLockRegistry<DistributedLock> registry(Duration ahead) {
		return new Registry(ahead, Duration.ZERO);
	}

	/**
	 * Create the registry of an instance each of whose statements takes some time more.
	 */
	RenewableLockRegistry<DistributedLock> slowRegistry(Duration cost) {
		return new Registry(Duration.ZERO, cost);
	}

	boolean isLocked(String key) {
		return timeToLive(key).compareTo(Duration.ZERO) > 0;
	}

	Duration timeToLive(String key) {
		Row row = this.rows.get(key);
		return (row != null) ? Duration.ofNanos(row.expiry - this.time.nanoTime()) : Duration.ZERO;
	}

	/**
	 * Forget a lock, as a store that comes back old.
	 */
	void lose(String key) {
		this.rows.remove(key);
	}

	/**
	 * Refuse every statement. A lock that is given back is free in its process, and stays
	 * in the table.
	 */
	void failing(boolean failing) {
		this.failing = failing;
	}

	private void check() {
		if (this.failing) {
			throw new DataAccessResourceFailureException("The table is down");
		}
	}

	/**
	 * Let each statement take some time.
	 */
	void cost(Duration cost) {
		this.cost = cost;
	}

	private record Row(Registry owner, long expiry) {

	}

	private final class Registry implements RenewableLockRegistry<DistributedLock> {

		private final Map<String, DistributedLock> locks = new HashMap<>();

		private final Duration ahead;

		private final Duration cost;

		Registry(Duration ahead, Duration cost) {
			this.ahead = ahead;
			this.cost = cost;
		}

		@Override
		public DistributedLock obtain(Object lockKey) {
			return this.locks.computeIfAbsent((String) lockKey, (key) -> new VirtualLock(this, key));
		}

		@Override
		public void renewLock(Object lockKey) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void renewLock(Object lockKey, Duration ttl) {
			check();
			Row row = VirtualLocks.this.rows.get((String) lockKey);
			if (row == null || row.owner != this) {
				throw new IllegalStateException("Could not renew " + lockKey);
			}
			write((String) lockKey, ttl);
		}

		private boolean write(String key, Duration ttl) {
			check();
			VirtualLocks.this.time.pass(VirtualLocks.this.cost.plus(this.cost));
			Row row = VirtualLocks.this.rows.get(key);
			long now = VirtualLocks.this.time.nanoTime() + this.ahead.toNanos();
			boolean mine = row == null || row.owner == this || row.expiry <= now;
			if (mine) {
				VirtualLocks.this.rows.put(key, new Row(this, now + ttl.toNanos()));
			}
			return mine;
		}

	}

	private final class VirtualLock implements DistributedLock {

		private final Registry registry;

		private final String key;

		private int holds;

		VirtualLock(Registry registry, String key) {
			this.registry = registry;
			this.key = key;
		}

		@Override
		public boolean tryLock(Duration waitTime, Duration ttl) {
			boolean locked = this.registry.write(this.key, ttl);
			if (locked) {
				this.holds++;
			}
			return locked;
		}

		@Override
		public void unlock() {
			if (this.holds == 0) {
				throw new IllegalMonitorStateException();
			}
			if (--this.holds == 0) {
				check();
				Row row = VirtualLocks.this.rows.get(this.key);
				if (row != null && row.owner == this.registry) {
					VirtualLocks.this.rows.remove(this.key);
				}
			}
		}

		@Override
		public boolean tryLock() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean tryLock(long time, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void lock(Duration ttl) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void lock() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void lockInterruptibly() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Condition newCondition() {
			throw new UnsupportedOperationException();
		}

	}

}
