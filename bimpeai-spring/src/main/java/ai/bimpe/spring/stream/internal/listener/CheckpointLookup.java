package ai.bimpe.spring.stream.internal.listener;

import java.util.function.Function;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import org.jspecify.annotations.Nullable;

/**
 * Gives checkpoints to the source of an assignment, and tells when the store cannot be
 * reached. Called by one thread at a time, beside the worker.
 */
final class CheckpointLookup implements Function<String, Checkpoint> {

	private final Checkpoints checkpoints;

	private final CheckpointStoreHealth store;

	private final DeliveryBuffer buffer;

	/** The conversation that could not be told of last. */
	private volatile @Nullable String refused;

	CheckpointLookup(Checkpoints checkpoints, CheckpointStoreHealth store, DeliveryBuffer buffer) {
		this.checkpoints = checkpoints;
		this.store = store;
		this.buffer = buffer;
	}

	@Override
	public Checkpoint apply(String conversationId) {
		try {
			Checkpoint current = this.checkpoints.current(conversationId);
			// Others may be in memory, and prove nothing.
			if (conversationId.equals(this.refused)) {
				this.refused = null;
				this.store.works();
			}
			return current;
		}
		catch (CheckpointStoreException ex) {
			if (!this.buffer.isDiscarded()) {
				this.refused = conversationId;
				this.store.failed(ex);
			}
			throw ex;
		}
	}

}
