package ai.bimpe.spring.stream.internal.checkpoint;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StartTime;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The one checkpoint of a stream that follows one conversation, under the name of the
 * stream.
 */
public final class ConversationCheckpoints implements Checkpoints {

	private final FencedCheckpointStore store;

	private final StreamSpec spec;

	private final TimeSource time;

	private volatile long epoch;

	private volatile @Nullable Checkpoint held;

	public ConversationCheckpoints(FencedCheckpointStore store, StreamSpec spec, TimeSource time) {
		this.store = store;
		this.spec = spec;
		this.time = time;
	}

	@Override
	public void takeOver() {
		Checkpoint stored = this.store.load(key());
		Checkpoint next = (stored != null) ? Cursor.of(stored).checkpoint(stored.epoch() + 1)
				: StartTime.of(this.spec.after(), this.time).checkpoint(1);
		this.held = this.store.replace(key(), stored, next);
		this.epoch = next.epoch();
	}

	@Override
	public Checkpoint current(String conversationId) {
		Checkpoint current = this.held;
		if (current == null) {
			current = read();
			this.held = current;
		}
		return current;
	}

	@Override
	public void moveTo(String conversationId, Cursor cursor) {
		this.held = this.store.replace(key(), current(conversationId), cursor.checkpoint(this.epoch));
	}

	@Override
	public void forget(String conversationId) {
		this.held = null;
	}

	@Override
	public void verify() {
		Checkpoint stored = read();
		Checkpoint current = this.held;
		if (current != null && !Cursor.of(stored).isAt(Cursor.of(current))) {
			throw new StaleOwnerException(key());
		}
	}

	@Override
	public @Nullable Checkpoint only() {
		return this.held;
	}

	private Checkpoint read() {
		Checkpoint stored = this.store.load(key());
		if (stored == null || stored.epoch() != this.epoch) {
			throw new StaleOwnerException(key());
		}
		return stored;
	}

	private String key() {
		return this.spec.name();
	}

}
