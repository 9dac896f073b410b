package ai.bimpe.spring.stream.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * A store that can be taken down, or hold what is no checkpoint.
 */
public class CheckpointStoreDecorator implements CheckpointStore {

	public final AtomicInteger refused = new AtomicInteger();

	/** Keys under which there is no checkpoint, until one is written there. */
	public final Set<String> garbage = ConcurrentHashMap.newKeySet();

	/** How often it was called by a thread that was interrupted. */
	public final AtomicInteger interrupted = new AtomicInteger();

	public volatile boolean down;

	private final CheckpointStore delegate;

	public CheckpointStoreDecorator(CheckpointStore delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		check();
		if (this.garbage.contains(key)) {
			throw new InvalidCheckpointException(key);
		}
		return this.delegate.load(key);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		check();
		return !this.garbage.contains(key) && this.delegate.advance(key, expected, next);
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		check();
		this.delegate.reset(key, checkpoint);
		this.garbage.remove(key);
	}

	// In one step, as stores do it.
	@Override
	public boolean replaceUnreadable(String key, Checkpoint next) {
		check();
		synchronized (this.garbage) {
			boolean unreadable = this.garbage.contains(key);
			if (unreadable) {
				this.delegate.reset(key, next);
				this.garbage.remove(key);
			}
			return unreadable;
		}
	}

	@Override
	public boolean delete(String key, Checkpoint expected) {
		check();
		return !this.garbage.contains(key) && this.delegate.delete(key, expected);
	}

	@Override
	public CheckpointKeys keys(String prefix, @Nullable String cursor) {
		check();
		return this.delegate.keys(prefix, cursor);
	}

	@Override
	public int maxKeyLength() {
		return this.delegate.maxKeyLength();
	}

	private void check() {
		if (Thread.currentThread().isInterrupted()) {
			this.interrupted.incrementAndGet();
		}
		if (this.down) {
			this.refused.incrementAndGet();
			throw new IllegalStateException("jdbc:secret@store is down");
		}
	}

}
