package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.TimeSource;

/**
 * Writes where a stream starts again. An epoch above all others takes the stream away
 * from its owner, which then claims it anew and finds the new start.
 */
public final class CheckpointReset {

	/** An owner writes once a message, and then no more. */
	private static final int ATTEMPTS = 100;

	private final CheckpointStore store;

	private final StreamSpec spec;

	private final TimeSource time;

	public CheckpointReset(CheckpointStore store, StreamSpec spec, TimeSource time) {
		this.store = store;
		this.spec = spec;
		this.time = time;
	}

	/**
	 * Write the start.
	 * @param after id of a message, or ISO 8601 time
	 * @param unreadable keys of conversations whose checkpoints cannot be read
	 * @throws IllegalStateException when others keep writing at the same time
	 */
	public void from(String after, Collection<String> unreadable) {
		Set<String> keys = keys(unreadable);
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			long epoch = keys.stream().mapToLong(this::epoch).max().orElse(0);
			Checkpoint start = Cursor.start(after)
				.checkpoint(epoch + 1)
				.of(this.spec.agentId(), this.spec.conversationId());
			if (keys.stream().allMatch((key) -> write(key, start))) {
				return;
			}
		}
		throw new IllegalStateException("The checkpoint of stream '" + this.spec.name()
				+ "' is written by others all the time: call replayFrom(...) again");
	}

	/**
	 * Write where a conversation continues whose checkpoint cannot be read.
	 * @param conversationId the id of the conversation
	 * @param after id of a message, or ISO 8601 time
	 */
	public void conversation(String conversationId, String after) {
		// That of the start, which does not count as replayed, nor as that of an owner.
		long epoch = epoch(this.spec.name());
		this.store.reset(AgentCheckpoints.key(this.spec, conversationId),
				Cursor.start(after).checkpoint(epoch).of(this.spec.agentId(), conversationId));
	}

	private Set<String> keys(Collection<String> unreadable) {
		Set<String> keys = new LinkedHashSet<>();
		keys.add(this.spec.name());
		if (this.spec.conversationId() == null) {
			for (int shard = 0; shard < this.spec.shards(); shard++) {
				keys.add(AgentCheckpoints.shardKey(this.spec, shard));
			}
		}
		keys.addAll(unreadable);
		return keys;
	}

	// Over what was read: an owner that took over meanwhile may have the same epoch.
	private boolean write(String key, Checkpoint start) {
		try {
			Checkpoint stored = this.store.load(key);
			return (stored == null || stored.epoch() < start.epoch()) && this.store.advance(key, stored, start);
		}
		catch (InvalidCheckpointException ex) {
			this.store.reset(key, start);
			return true;
		}
	}

	private long epoch(String key) {
		try {
			Checkpoint stored = this.store.load(key);
			return (stored != null) ? stored.epoch() : 0;
		}
		catch (InvalidCheckpointException ex) {
			// Above whatever was counted up to so far.
			return this.time.instant().toEpochMilli();
		}
	}

}
