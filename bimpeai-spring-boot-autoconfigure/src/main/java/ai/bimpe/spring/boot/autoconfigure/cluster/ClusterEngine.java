package ai.bimpe.spring.boot.autoconfigure.cluster;

import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * The locks and the list of instances in the store of the checkpoints. In one bean, so
 * that they are not taken for the application's own.
 *
 * @param lockRegistry the locks
 * @param metadataStore the list of instances
 * @param onClose releases what they use
 */
record ClusterEngine(LockRegistry<?> lockRegistry, ConcurrentMetadataStore metadataStore,
		Runnable onClose) implements AutoCloseable {

	@Override
	public void close() {
		this.onClose.run();
	}

}
