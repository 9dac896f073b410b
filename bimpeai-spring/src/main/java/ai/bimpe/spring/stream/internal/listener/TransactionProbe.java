package ai.bimpe.spring.stream.internal.listener;

import java.util.Objects;
import java.util.UUID;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.StreamPropertyNames;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a checkpoint store takes part in the transactions of the application.
 * Over one that does not, a checkpoint would stay ahead of a delivery that was rolled
 * back, and the message would be lost.
 */
final class TransactionProbe {

	private final FencedCheckpointStore store;

	private final StreamTransactions transactions;

	private final StreamSpec spec;

	TransactionProbe(FencedCheckpointStore store, StreamTransactions transactions, StreamSpec spec) {
		this.store = store;
		this.transactions = transactions;
		this.spec = spec;
	}

	/**
	 * Write in a transaction, and see whether it is gone when that is rolled back.
	 * @throws UserException when it is still there
	 * @throws CheckpointStoreException when the store or a transaction cannot be had
	 */
	void check() {
		String key = this.spec.name() + "#transaction";
		try {
			// What was left by a store that took no part says nothing about this one.
			Checkpoint before = readable(key);
			this.transactions.rollBack(() -> this.store.reset(key, newCheckpoint()));
			check(before, this.store.load(key));
		}
		catch (UserException | CheckpointStoreException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new CheckpointStoreException(ex);
		}
	}

	// Nobody needs what is there.
	private @Nullable Checkpoint readable(String key) {
		try {
			return this.store.load(key);
		}
		catch (InvalidCheckpointException ex) {
			this.store.reset(key, newCheckpoint());
			return this.store.load(key);
		}
	}

	private static Checkpoint newCheckpoint() {
		return new Checkpoint(0, UUID.randomUUID().toString(), null);
	}

	private void check(@Nullable Checkpoint before, @Nullable Checkpoint after) {
		if (!Objects.equals(before, after)) {
			String prefix = StreamPropertyNames.prefixOfStream(this.spec.account(), this.spec.name());
			throw new UserException("'" + prefix + ".transactional' needs a checkpoint store that takes part in "
					+ "transactions of the PlatformTransactionManager, but this one keeps what is rolled back: set "
					+ "'bimpeai.checkpoints.store=jdbc', or use a JdbcMetadataStore, on the DataSource of that "
					+ "transaction manager, or set it to false");
		}
	}

}
