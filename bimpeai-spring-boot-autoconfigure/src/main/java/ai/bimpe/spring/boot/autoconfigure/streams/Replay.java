package ai.bimpe.spring.boot.autoconfigure.streams;

import org.jspecify.annotations.Nullable;

/**
 * Writes where a stream starts again. An epoch above all others takes the stream away
 * from its owner, which then claims it anew and finds the new start.
 */
final class Replay {

	private final CheckpointStore store;

	private final StreamSpec spec;

	Replay(CheckpointStore store, StreamSpec spec) {
		this.store = store;
		this.spec = spec;
	}

	/**
	 * Write the start.
	 * @param after id of a message, or ISO 8601 time
	 * @param failure what the stream failed with, {@code null} for nothing
	 */
	void from(String after, @Nullable Throwable failure) {
		long epoch = epoch(this.spec.name());
		if (this.spec.conversationId() == null) {
			for (int shard = 0; shard < this.spec.shards(); shard++) {
				epoch = Math.max(epoch, epoch(AgentCheckpoints.shardKey(this.spec, shard)));
			}
		}
		Checkpoint start = new Checkpoint(epoch + 1, after, null);
		this.store.reset(this.spec.name(), start);
		if (this.spec.conversationId() == null) {
			for (int shard = 0; shard < this.spec.shards(); shard++) {
				this.store.reset(AgentCheckpoints.shardKey(this.spec, shard), start);
			}
			if (failure instanceof InvalidCheckpointException invalid && !invalid.key().equals(this.spec.name())) {
				this.store.reset(invalid.key(), start);
			}
		}
	}

	private long epoch(String key) {
		try {
			Checkpoint stored = this.store.load(key);
			return (stored != null) ? stored.epoch() : 0;
		}
		catch (InvalidCheckpointException ex) {
			// Above whatever was counted up to so far.
			return System.currentTimeMillis();
		}
	}

}
