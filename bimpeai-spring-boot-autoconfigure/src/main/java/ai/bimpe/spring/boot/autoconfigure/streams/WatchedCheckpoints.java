package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Gives checkpoints to the intake of a shift, and tells when the store cannot be reached.
 * Called by one thread at a time, beside the worker.
 */
final class WatchedCheckpoints implements Function<String, Checkpoint> {

	private final Checkpoints checkpoints;

	private final StoreWatch store;

	private final Inbox inbox;

	/** The conversation that could not be told of last. */
	private volatile @Nullable String refused;

	WatchedCheckpoints(Checkpoints checkpoints, StoreWatch store, Inbox inbox) {
		this.checkpoints = checkpoints;
		this.store = store;
		this.inbox = inbox;
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
			if (!this.inbox.isDiscarded()) {
				this.refused = conversationId;
				this.store.failed(ex);
			}
			throw ex;
		}
	}

}
