package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.function.Consumer;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint store, for one stream: tells of every failure.
 */
public final class ReportingCheckpointStore implements CheckpointStore {

	private final CheckpointStore store;

	private final Consumer<RuntimeException> onFailure;

	public ReportingCheckpointStore(CheckpointStore store, Consumer<RuntimeException> onFailure) {
		this.store = store;
		this.onFailure = onFailure;
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		try {
			return this.store.load(key);
		}
		catch (RuntimeException ex) {
			this.onFailure.accept(ex);
			throw ex;
		}
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		try {
			return this.store.advance(key, expected, next);
		}
		catch (RuntimeException ex) {
			this.onFailure.accept(ex);
			throw ex;
		}
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		try {
			this.store.reset(key, checkpoint);
		}
		catch (RuntimeException ex) {
			this.onFailure.accept(ex);
			throw ex;
		}
	}

}
