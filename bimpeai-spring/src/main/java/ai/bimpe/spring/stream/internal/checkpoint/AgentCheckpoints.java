package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a shard of a stream that follows every conversation of an agent. The
 * name of the stream holds where conversations start that have no checkpoint yet, and the
 * number of the last replay: what was written before it counts no more. The key of the
 * shard holds the epoch of its owner, and each conversation has a key of its own. Whoever
 * takes the shard over writes its key and no other: a conversation is written only while
 * that key holds what the owner has written.
 *
 * <p>
 * The key of the shard repeats the start, so that each of the two can be written anew
 * when it cannot be read.
 *
 * <p>
 * The lock is never held while the store is called: a transaction holds a connection and
 * may want the lock, and who calls the store may wait for that connection.
 */
public final class AgentCheckpoints implements Checkpoints {

	/** What is not remembered is read again. */
	private static final int REMEMBERED = 10_000;

	/** In the key of a shard while it is not known where the stream starts. */
	private static final String UNKNOWN_START = "unknown";

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Held> conversations = new RecentEntries<>(REMEMBERED);

	/** What is certainly delivered, for a store that loses it. */
	private final Map<String, Checkpoint> delivered = new RecentEntries<>(REMEMBERED);

	/** Conversations whose checkpoint is being read, each with the one who reads it. */
	private final Map<String, Object> readers = new HashMap<>();

	private final FencedCheckpointStore store;

	private final StreamSpec spec;

	private final String shardKey;

	private volatile Owner owner = new Owner(null, new Checkpoint(0, "", null));

	public AgentCheckpoints(FencedCheckpointStore store, StreamSpec spec, int shard) {
		this.store = store;
		this.spec = spec;
		this.shardKey = shardKey(spec, shard);
	}

	/**
	 * Return the key of a conversation.
	 * @param spec the stream
	 * @param conversationId the id of the conversation
	 * @return its key in the store
	 */
	public static String key(StreamSpec spec, String conversationId) {
		return spec.name() + "/" + conversationId;
	}

	static String shardKey(StreamSpec spec, int shard) {
		return spec.name() + "#" + shard;
	}

	@Override
	public void takeOver() {
		Checkpoint stored;
		try {
			stored = this.store.load(this.shardKey);
		}
		catch (InvalidCheckpointException ex) {
			takeOver(ex);
			return;
		}
		takeOver(stored);
	}

	private void takeOver(InvalidCheckpointException unreadable) {
		forgetDelivered();
		long known = this.owner.shard().epoch();
		become((begun, floor) -> this.store.repair(unreadable,
				shard(begun, this.store.epochAbove(Math.max(known, floor)))));
	}

	private void takeOver(@Nullable Checkpoint found) {
		Checkpoint former = this.owner.shard();
		boolean lost = found == null && former.epoch() > 0;
		if (lost) {
			restore();
		}
		else if (found != null && found.epoch() != former.epoch()) {
			forgetDelivered();
		}
		Checkpoint stored = lost ? former : found;
		long known = (stored != null) ? stored.epoch() : 0;
		become((begun, floor) -> this.store.replace(this.shardKey, stored, shard(begun, Math.max(known, floor) + 1)));
	}

	private void forgetDelivered() {
		locked(() -> {
			this.delivered.clear();
			return null;
		});
	}

	private void become(ShardWriter writer) {
		String after = this.spec.after();
		Checkpoint found = findStart(after);
		Checkpoint start = found;
		long floor = (found != null) ? found.epoch() : 0;
		if (found != null && !isOurs(found)) {
			floor = shards().mapToLong(Checkpoint::epoch).reduce(floor, Math::max) + 1;
			start = restart(found, after, floor);
			this.store.redirected(found);
		}
		Checkpoint begun = start;
		Checkpoint shard = writer.write(begun, floor);
		locked(() -> {
			this.conversations.clear();
			this.readers.clear();
			this.owner = new Owner(begun, shard);
			return this.owner;
		});
	}

	private @Nullable Checkpoint findStart(@Nullable String after) {
		try {
			return (after != null)
					? this.store.loadOrCreate(this.spec.name(), () -> ours(Cursor.start(after).checkpoint(0)))
					: this.store.load(this.spec.name());
		}
		catch (InvalidCheckpointException ex) {
			return repairStart(ex, startAsRemembered(after));
		}
	}

	private @Nullable Checkpoint repairStart(InvalidCheckpointException unreadable, Checkpoint start) {
		try {
			return this.store.repair(unreadable, start);
		}
		catch (StaleOwnerException ex) {
			// The owner of another shard was first.
			return loadOwned(this.spec.name());
		}
	}

	// The one that was written last, which may be of another agent. Where nobody
	// remembers, messages are repeated rather than left out.
	private Checkpoint startAsRemembered(@Nullable String after) {
		Checkpoint known = this.owner.start();
		return shards().filter((shard) -> !shard.after().equals(UNKNOWN_START))
			.max(Comparator.comparingLong(Checkpoint::epoch))
			.filter((shard) -> known == null || !shard.after().equals(known.after()))
			.map((shard) -> new Checkpoint(0, shard.after(), null, shard.agentId(), null))
			.orElseGet(() -> (known != null) ? known
					: ours(Cursor.start((after != null) ? after : Instant.EPOCH.toString()).checkpoint(0)));
	}

	private Stream<Checkpoint> shards() {
		return IntStream.range(0, this.spec.shards())
			.mapToObj((shard) -> Optional.ofNullable(loadIfReadable(shardKey(this.spec, shard))))
			.flatMap(Optional::stream);
	}

	private @Nullable Checkpoint loadIfReadable(String key) {
		try {
			return this.store.load(key);
		}
		catch (InvalidCheckpointException ex) {
			return null;
		}
	}

	private Checkpoint shard(@Nullable Checkpoint start, long epoch) {
		return ours(Cursor.start((start != null) ? start.after() : UNKNOWN_START).checkpoint(epoch));
	}

	private @Nullable Checkpoint restart(Checkpoint former, @Nullable String after, long epoch) {
		return (after != null)
				? this.store.replace(this.spec.name(), former, ours(Cursor.start(after).checkpoint(epoch))) : null;
	}

	private boolean isOurs(Checkpoint start) {
		return start.isOf(this.spec.agentId(), null);
	}

	private Checkpoint ours(Checkpoint checkpoint) {
		return checkpoint.of(this.spec.agentId(), null);
	}

	private Checkpoint ours(String conversationId, Checkpoint checkpoint) {
		return checkpoint.of(this.spec.agentId(), conversationId);
	}

	@Override
	public boolean isStarted() {
		return this.owner.start() != null;
	}

	@Override
	public @Nullable Instant startTime() {
		Checkpoint start = this.owner.start();
		return (start != null) ? Cursor.of(start).withTimeOfStart().time() : null;
	}

	// Where another shard may have set it.
	@Override
	public void start(Instant time) {
		Owner owner = this.owner;
		Cursor first = Cursor.start(time.toString());
		Checkpoint stored = findStart(time.toString());
		Checkpoint start = (stored != null && isOurs(stored)) ? stored
				: this.store.replace(this.spec.name(), stored, ours(first.checkpoint(owner.shard().epoch() - 1)));
		if (start.epoch() >= owner.shard().epoch()) {
			// A later owner of another shard was the first to start anew.
			throw new StaleOwnerException(this.shardKey);
		}
		Checkpoint shard = shard(start, owner.shard().epoch());
		if (!shard.equals(owner.shard())) {
			this.store.replace(this.shardKey, owner.shard(), shard);
		}
		locked(() -> {
			this.owner = owner.equals(this.owner) ? new Owner(start, shard) : this.owner;
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
		Owner owner = this.owner;
		Checkpoint next = ours(conversationId, cursor.checkpoint(owner.shard().epoch()));
		try {
			this.store.replace(key(conversationId), held.stored(), next, this.shardKey, owner.shard());
		}
		catch (StaleOwnerException ex) {
			next = moveAgain(conversationId, cursor, owner, ex);
		}
		Checkpoint moved = next;
		locked(() -> {
			this.readers.remove(conversationId);
			this.delivered.put(conversationId, this.spec.transactional() ? held.current() : moved);
			return this.conversations.put(conversationId, new Held(moved, moved));
		});
	}

	// The store may have lost it, or the owner has raised its own epoch meanwhile.
	private Checkpoint moveAgain(String conversationId, Cursor cursor, Owner former, StaleOwnerException failure) {
		if (former.equals(this.owner) && this.store.load(key(conversationId)) != null
				&& loadOwned(this.shardKey) != null) {
			throw failure;
		}
		verify();
		forget(conversationId);
		Held held = held(conversationId);
		Owner owner = this.owner;
		Checkpoint next = ours(conversationId, cursor.checkpoint(owner.shard().epoch()));
		this.store.replace(key(conversationId), held.stored(), next, this.shardKey, owner.shard());
		return next;
	}

	@Override
	public void forget(String conversationId) {
		locked(() -> {
			this.readers.remove(conversationId);
			return this.conversations.remove(conversationId);
		});
	}

	@Override
	public CheckpointKeys stored(@Nullable String cursor) {
		String prefix = key("");
		CheckpointKeys stored = this.store.keys(prefix, cursor);
		return new CheckpointKeys(stored.keys().stream().map((key) -> key.substring(prefix.length())).toList(),
				stored.next());
	}

	@Override
	public boolean isStored(String conversationId) {
		return isOf(this.store.find(key(conversationId)), conversationId);
	}

	// The stream may have followed another agent before.
	private boolean isOf(@Nullable Checkpoint stored, String conversationId) {
		return stored != null && stored.isOf(this.spec.agentId(), conversationId);
	}

	@Override
	public void remove(String conversationId) {
		verify();
		Checkpoint stored = this.store.load(key(conversationId));
		locked(() -> {
			this.readers.remove(conversationId);
			this.delivered.remove(conversationId);
			return this.conversations.remove(conversationId);
		});
		if (stored != null && isOf(stored, conversationId)) {
			this.store.delete(key(conversationId), stored);
		}
	}

	// Whoever writes the key of the shard raises its epoch, so there is no more to
	// compare. A store that has lost what it was told last is noticed conversation by
	// conversation, by the next acknowledgement.
	@Override
	public void verify() {
		Owner owner = this.owner;
		Checkpoint stored = loadOwned(this.shardKey);
		if (stored == null && owner.shard().epoch() > 0 && owner.equals(this.owner)) {
			restore();
			return;
		}
		if ((stored == null || stored.epoch() != owner.shard().epoch()) && owner.equals(this.owner)) {
			throw new StaleOwnerException(this.shardKey);
		}
	}

	@Override
	public boolean isLost() {
		return this.owner.shard().epoch() > 0 && loadOwned(this.shardKey) == null;
	}

	// The next owner writes it anew, and that may be another instance.
	private @Nullable Checkpoint loadOwned(String key) {
		try {
			return this.store.load(key);
		}
		catch (InvalidCheckpointException ex) {
			throw new StaleOwnerException(ex);
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
				Held read = read(conversationId, this.owner);
				held = locked(() -> keep(conversationId, reader, read));
			}
		}
		return held;
	}

	private @Nullable Held keep(String conversationId, Object reader, @Nullable Held read) {
		if (this.readers.remove(conversationId, reader) && read != null) {
			this.conversations.put(conversationId, read);
			if (read.stored() != null) {
				this.delivered.putIfAbsent(conversationId, read.current());
			}
			return read;
		}
		return null;
	}

	// Null to read it again.
	private @Nullable Held read(String conversationId, Owner owner) {
		Checkpoint stored = this.store.load(key(conversationId));
		long epoch = owner.shard().epoch();
		if (stored == null && isLost(conversationId)) {
			restore();
			return null;
		}
		if (stored == null) {
			return new Held(null, Cursor.start(start(owner).after()).checkpoint(epoch));
		}
		if (stored.epoch() > epoch) {
			outbid(stored.epoch(), owner);
			take(conversationId, stored, this.owner);
			return null;
		}
		return (stored.epoch() < epoch) ? new Held(stored, cursor(stored, owner).checkpoint(epoch))
				: new Held(stored, stored);
	}

	private static Cursor cursor(Checkpoint stored, Owner owner) {
		Checkpoint start = owner.start();
		boolean replayed = start != null && stored.epoch() < start.epoch();
		return replayed ? Cursor.start(start(owner).after()) : Cursor.of(stored);
	}

	// The owner of another shard does not notice this one but by what it has written.
	private void take(String conversationId, Checkpoint stored, Owner owner) {
		String key = key(conversationId);
		try {
			this.store.replace(key, stored,
					ours(conversationId, cursor(stored, owner).checkpoint(owner.shard().epoch())));
		}
		catch (StaleOwnerException ex) {
			// Maybe by another thread of this owner.
			if (stored.equals(this.store.load(key))) {
				throw ex;
			}
		}
	}

	// Written by a later owner of this shard, which makes this fail; or in another shard,
	// before the number of shards was changed.
	private void outbid(long epoch, Owner owner) {
		try {
			Checkpoint shard = this.store.replace(this.shardKey, owner.shard(),
					ours(Cursor.start(owner.shard().after()).checkpoint(epoch + 1)));
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

	// Nobody else writes these keys: what is gone was lost.
	private void restore() {
		Owner owner = this.owner;
		Map<String, Checkpoint> lost = new LinkedHashMap<>();
		if (owner.start() != null) {
			lost.put(this.spec.name(), owner.start());
		}
		lost.put(this.shardKey, owner.shard());
		locked(() -> {
			this.delivered.forEach((id, checkpoint) -> lost.put(key(id),
					ours(id, Cursor.of(checkpoint).checkpoint(owner.shard().epoch()))));
			this.conversations.clear();
			this.readers.clear();
			return null;
		});
		this.store.restore(lost);
	}

	private boolean isLost(String conversationId) {
		return Boolean.TRUE.equals(locked(() -> this.delivered.containsKey(conversationId)));
	}

	private static Checkpoint start(Owner owner) {
		Checkpoint start = owner.start();
		if (start == null) {
			throw new IllegalStateException("It is not known yet where the stream starts");
		}
		return start;
	}

	private String key(String conversationId) {
		return key(this.spec, conversationId);
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

	/** Writes the key of the shard for a new owner. */
	private interface ShardWriter {

		/**
		 * Write it.
		 * @param start where conversations start that have no checkpoint yet, or
		 * {@code null} when that is not known
		 * @param floor the epoch that the one of the owner must exceed
		 * @return what was written
		 */
		Checkpoint write(@Nullable Checkpoint start, long floor);

	}

	/**
	 * The owner of the shard.
	 *
	 * @param start where conversations start that have no checkpoint yet; {@code null}
	 * while that is not known
	 * @param shard what the owner has written under the key of the shard
	 */
	private record Owner(@Nullable Checkpoint start, Checkpoint shard) {

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
