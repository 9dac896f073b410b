package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import ai.bimpe.client.conversations.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a shard of a stream that follows every conversation of an agent. The
 * name of the stream holds where conversations start that have no checkpoint yet, and the
 * number of the last replay: what was written before it counts no more. The key of the
 * shard holds the epoch of its owner, and each conversation has a key of its own.
 */
final class AgentCheckpoints implements Checkpoints {

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

	private final FencedStore store;

	private final StreamSpec spec;

	private final String shardKey;

	private Checkpoint start = new Checkpoint(0, "", null);

	private Checkpoint shard = this.start;

	AgentCheckpoints(FencedStore store, StreamSpec spec, int shard) {
		this.store = store;
		this.spec = spec;
		this.shardKey = shardKey(spec, shard);
	}

	static String shardKey(StreamSpec spec, int shard) {
		return spec.name() + "#" + shard;
	}

	@Override
	public void takeOver() {
		locked(() -> {
			this.conversations.clear();
			this.start = this.store.loadOrCreate(this.spec.name(),
					() -> new Checkpoint(0, StartTime.of(this.spec.after()), null));
			Checkpoint stored = this.store.load(this.shardKey);
			long epoch = Math.max((stored != null) ? stored.epoch() : 0, this.start.epoch()) + 1;
			this.shard = this.store.replace(this.shardKey, stored, new Checkpoint(epoch, this.start.after(), null));
		});
	}

	@Override
	public Checkpoint current(String conversationId) {
		this.lock.lock();
		try {
			return held(conversationId).current();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void advance(String conversationId, StreamMessage message) {
		String id = message.id();
		if (id != null) {
			locked(() -> {
				Checkpoint next = this.store.replace(key(conversationId), held(conversationId).stored(),
						new Checkpoint(this.shard.epoch(), id, message.createdAt()));
				this.conversations.put(conversationId, new Held(next, next));
			});
		}
	}

	@Override
	public void forget(String conversationId) {
		locked(() -> this.conversations.remove(conversationId));
	}

	@Override
	public void verify() {
		locked(() -> {
			Checkpoint stored = this.store.load(this.shardKey);
			if (stored == null || stored.epoch() != this.shard.epoch()) {
				throw new StaleOwnerException(this.shardKey);
			}
		});
	}

	@Override
	public @Nullable Checkpoint only() {
		return null;
	}

	private Held held(String conversationId) {
		Held held = this.conversations.get(conversationId);
		if (held == null) {
			held = take(key(conversationId), this.store.load(key(conversationId)));
			this.conversations.put(conversationId, held);
		}
		return held;
	}

	private Held take(String key, @Nullable Checkpoint stored) {
		if (stored == null) {
			return new Held(null, new Checkpoint(this.shard.epoch(), this.start.after(), null));
		}
		if (stored.epoch() == this.shard.epoch()) {
			return new Held(stored, stored);
		}
		if (stored.epoch() > this.shard.epoch()) {
			outbid(stored.epoch());
		}
		boolean replayed = stored.epoch() < this.start.epoch();
		Checkpoint next = new Checkpoint(this.shard.epoch(), replayed ? this.start.after() : stored.after(),
				replayed ? null : stored.createdAt());
		this.store.replace(key, stored, next);
		return new Held(next, next);
	}

	// Written by a later owner of this shard, which makes this fail; or in another shard,
	// before the number of shards was changed.
	private void outbid(long epoch) {
		this.shard = this.store.replace(this.shardKey, this.shard, new Checkpoint(epoch + 1, this.shard.after(), null));
	}

	private String key(String conversationId) {
		return this.spec.name() + "/" + conversationId;
	}

	// No monitor: the store is called meanwhile, and must not hold a carrier thread.
	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
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
