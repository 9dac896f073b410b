package ai.bimpe.spring.stream.support;

import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that can be taken down.
 */
public class CheckpointStoreDecorator implements CheckpointStore {

	public final AtomicInteger refused = new AtomicInteger();

	public volatile boolean down;

	private final CheckpointStore delegate;

	public CheckpointStoreDecorator(CheckpointStore delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		check();
		return this.delegate.load(key);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		check();
		return this.delegate.advance(key, expected, next);
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		check();
		this.delegate.reset(key, checkpoint);
	}

	@Override
	public boolean delete(String key, Checkpoint expected) {
		check();
		return this.delegate.delete(key, expected);
	}

	@Override
	public int maxKeyLength() {
		return this.delegate.maxKeyLength();
	}

	private void check() {
		if (this.down) {
			this.refused.incrementAndGet();
			throw new IllegalStateException("jdbc:secret@store is down");
		}
	}

}
