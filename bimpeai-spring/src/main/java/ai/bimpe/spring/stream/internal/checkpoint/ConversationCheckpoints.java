package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The one checkpoint of a stream that follows one conversation, under the name of the
 * stream.
 */
public final class ConversationCheckpoints implements Checkpoints {

	private final FencedCheckpointStore store;

	private final StreamSpec spec;

	private volatile long epoch;

	private volatile @Nullable Checkpoint held;

	/** Of what the stream followed before. */
	private volatile @Nullable Checkpoint former;

	/** What is certainly delivered, whatever becomes of a transaction. */
	private volatile @Nullable Checkpoint delivered;

	/**
	 * Odd while the checkpoint is moved, by another thread than the one that verifies it.
	 */
	private final AtomicLong moves = new AtomicLong();

	public ConversationCheckpoints(FencedCheckpointStore store, StreamSpec spec) {
		this.store = store;
		this.spec = spec;
	}

	@Override
	public void takeOver() {
		Checkpoint stored = load();
		Checkpoint known = this.delivered;
		if (stored == null && known != null) {
			this.store.restore(Map.of(key(), known));
			stored = known;
		}
		if (stored != null && isOurs(stored)) {
			take(stored, Cursor.of(stored).checkpoint(stored.epoch() + 1));
			return;
		}
		this.former = stored;
		if (stored != null) {
			this.store.redirected(stored);
		}
		if (this.spec.after() != null) {
			begin(this.spec.after());
		}
	}

	@Override
	public boolean isStarted() {
		return this.epoch > 0;
	}

	@Override
	public void start(Instant time) {
		if (!isStarted()) {
			begin(time.toString());
		}
	}

	private void begin(String after) {
		Checkpoint former = this.former;
		take(former, Cursor.start(after).checkpoint((former != null) ? former.epoch() + 1 : 1));
	}

	private void take(@Nullable Checkpoint stored, Checkpoint checkpoint) {
		hold(this.store.replace(key(), stored, ours(checkpoint)));
	}

	private void hold(Checkpoint checkpoint) {
		this.held = checkpoint;
		this.delivered = checkpoint;
		this.epoch = checkpoint.epoch();
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
		this.moves.incrementAndGet();
		try {
			move(current(conversationId), cursor);
		}
		finally {
			this.moves.incrementAndGet();
		}
	}

	private void move(Checkpoint current, Cursor cursor) {
		Checkpoint next = ours(cursor.checkpoint(this.epoch));
		try {
			this.store.replace(key(), current, next);
		}
		catch (StaleOwnerException ex) {
			Checkpoint stored = load();
			if (stored != null && !stored.equals(this.held)) {
				throw ex;
			}
			// Lost by the store, or written anew.
			Checkpoint again = read();
			next = ours(cursor.checkpoint(this.epoch));
			this.store.replace(key(), again, next);
		}
		this.delivered = this.spec.transactional() ? current : next;
		this.held = next;
	}

	@Override
	public void forget(String conversationId) {
		this.held = null;
	}

	@Override
	public void verify() {
		if (!isStarted()) {
			return;
		}
		long moves = this.moves.get();
		Cursor stored = Cursor.of(read());
		Checkpoint current = this.held;
		// A transaction may not have been committed yet.
		Checkpoint before = this.delivered;
		boolean elsewhere = current != null && !stored.isAt(Cursor.of(current))
				&& (before == null || !stored.isAt(Cursor.of(before)));
		if (elsewhere && moves % 2 == 0 && moves == this.moves.get()) {
			throw new StaleOwnerException(key());
		}
	}

	@Override
	public boolean isLost() {
		return this.delivered != null && load() == null;
	}

	@Override
	public @Nullable Checkpoint only() {
		return this.held;
	}

	// What cannot be read is written anew by who knows where the conversation is.
	private @Nullable Checkpoint load() {
		try {
			return this.store.load(key());
		}
		catch (InvalidCheckpointException ex) {
			Checkpoint known = this.delivered;
			if (known == null) {
				throw ex;
			}
			hold(this.store.repair(ex, ours(Cursor.of(known).checkpoint(this.store.epochAbove(known.epoch())))));
			return this.held;
		}
	}

	private Checkpoint read() {
		Checkpoint stored = load();
		Checkpoint known = this.delivered;
		if (stored == null && known != null) {
			this.store.restore(Map.of(key(), known));
			this.held = known;
			stored = known;
		}
		if (stored == null || stored.epoch() != this.epoch) {
			throw new StaleOwnerException(key());
		}
		return stored;
	}

	private boolean isOurs(Checkpoint checkpoint) {
		return checkpoint.isOf(this.spec.agentId(), this.spec.conversationId());
	}

	private Checkpoint ours(Checkpoint checkpoint) {
		return checkpoint.of(this.spec.agentId(), this.spec.conversationId());
	}

	private String key() {
		return this.spec.name();
	}

}
