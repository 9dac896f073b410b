package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StartTime;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a shard of a stream that follows every conversation of an agent. The
 * name of the stream holds where conversations start that have no checkpoint yet, and the
 * number of the last replay: what was written before it counts no more. The key of the
 * shard holds the epoch of its owner, and each conversation has a key of its own.
 *
 * <p>
 * The lock is never held while the store is called: a transaction holds a connection and
 * may want the lock, and who calls the store may wait for that connection.
 */
public final class AgentCheckpoints implements Checkpoints {

	/** What is not remembered is read again. */
	private static final int REMEMBERED = 10_000;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Held> conversations = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
			return size() > REMEMBERED;
		}

	};

	/** Conversations whose checkpoint is being read, each with the one who reads it. */
	private final Map<String, Object> readers = new HashMap<>();

	private final FencedCheckpointStore store;

	private final StreamSpec spec;

	private final TimeSource time;

	private final String shardKey;

	private volatile Owner owner = new Owner(new Checkpoint(0, "", null), new Checkpoint(0, "", null));

	public AgentCheckpoints(FencedCheckpointStore store, StreamSpec spec, int shard, TimeSource time) {
		this.store = store;
		this.spec = spec;
		this.time = time;
		this.shardKey = shardKey(spec, shard);
	}

	static String shardKey(StreamSpec spec, int shard) {
		return spec.name() + "#" + shard;
	}

	@Override
	public void takeOver() {
		Checkpoint start = this.store.loadOrCreate(this.spec.name(),
				() -> StartTime.of(this.spec.after(), this.time).checkpoint(0));
		Checkpoint stored = this.store.load(this.shardKey);
		long epoch = Math.max((stored != null) ? stored.epoch() : 0, start.epoch()) + 1;
		Checkpoint shard = this.store.replace(this.shardKey, stored, Cursor.start(start.after()).checkpoint(epoch));
		locked(() -> {
			this.conversations.clear();
			this.readers.clear();
			this.owner = new Owner(start, shard);
			return this.owner;
		});
	}

	@Override
	public Checkpoint current(String conversationId) {
		return held(conversationId).current();
	}

	@Override
	public void moveTo(String conversationId, Cursor cursor) {
		Held held = held(conversationId);
		Checkpoint next = this.store.replace(key(conversationId), held.stored(),
				cursor.checkpoint(this.owner.shard().epoch()));
		locked(() -> {
			this.readers.remove(conversationId);
			return this.conversations.put(conversationId, new Held(next, next));
		});
	}

	@Override
	public void forget(String conversationId) {
		locked(() -> {
			this.readers.remove(conversationId);
			return this.conversations.remove(conversationId);
		});
	}

	// Whoever writes the key of the shard raises its epoch, so there is no more to
	// compare. A store that has lost what it was told last is noticed conversation by
	// conversation, by the next acknowledgement.
	@Override
	public void verify() {
		Owner owner = this.owner;
		Checkpoint stored = this.store.load(this.shardKey);
		if ((stored == null || stored.epoch() != owner.shard().epoch()) && owner.equals(this.owner)) {
			throw new StaleOwnerException(this.shardKey);
		}
	}

	@Override
	public @Nullable Checkpoint only() {
		return null;
	}

	// What was written, forgotten or taken over while it was read is read again.
	private Held held(String conversationId) {
		Held held = null;
		while (held == null) {
			Object reader = new Object();
			held = locked(() -> {
				Held known = this.conversations.get(conversationId);
				if (known == null) {
					this.readers.put(conversationId, reader);
				}
				return known;
			});
			if (held == null) {
				Held read = read(key(conversationId), this.owner);
				held = locked(() -> keep(conversationId, reader, read));
			}
		}
		return held;
	}

	private @Nullable Held keep(String conversationId, Object reader, @Nullable Held read) {
		if (this.readers.remove(conversationId, reader) && read != null) {
			this.conversations.put(conversationId, read);
			return read;
		}
		return null;
	}

	// Null to read it again.
	private @Nullable Held read(String key, Owner owner) {
		Checkpoint stored = this.store.load(key);
		long epoch = owner.shard().epoch();
		if (stored == null) {
			return new Held(null, Cursor.start(owner.start().after()).checkpoint(epoch));
		}
		if (stored.epoch() > epoch) {
			outbid(stored.epoch(), owner);
			return null;
		}
		return (stored.epoch() < epoch) ? take(key, stored, owner) : new Held(stored, stored);
	}

	private @Nullable Held take(String key, Checkpoint stored, Owner owner) {
		boolean replayed = stored.epoch() < owner.start().epoch();
		Cursor cursor = replayed ? Cursor.start(owner.start().after()) : Cursor.of(stored);
		Checkpoint next = cursor.checkpoint(owner.shard().epoch());
		try {
			this.store.replace(key, stored, next);
			return new Held(next, next);
		}
		catch (StaleOwnerException ex) {
			// Maybe by another thread of this owner.
			if (Objects.equals(stored, this.store.load(key))) {
				throw ex;
			}
			return null;
		}
	}

	// Written by a later owner of this shard, which makes this fail; or in another shard,
	// before the number of shards was changed.
	private void outbid(long epoch, Owner owner) {
		try {
			Checkpoint shard = this.store.replace(this.shardKey, owner.shard(),
					Cursor.start(owner.shard().after()).checkpoint(epoch + 1));
			locked(() -> {
				this.owner = owner.equals(this.owner) ? new Owner(owner.start(), shard) : this.owner;
				return this.owner;
			});
		}
		catch (StaleOwnerException ex) {
			// Maybe by another thread of this owner.
			if (owner.equals(this.owner)) {
				throw ex;
			}
		}
	}

	private String key(String conversationId) {
		return this.spec.name() + "/" + conversationId;
	}

	private <T> @Nullable T locked(Supplier<@Nullable T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The owner of the shard.
	 *
	 * @param start where conversations start that have no checkpoint yet
	 * @param shard what the owner has written under the key of the shard
	 */
	private record Owner(Checkpoint start, Checkpoint shard) {

	}

	/**
	 * A checkpoint in memory.
	 *
	 * @param stored what is in the store, {@code null} for nothing
	 * @param current where to go on
	 */
	private record Held(@Nullable Checkpoint stored, Checkpoint current) {

	}

}
