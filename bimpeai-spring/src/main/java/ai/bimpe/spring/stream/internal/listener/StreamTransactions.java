package ai.bimpe.spring.stream.internal.listener;

import java.util.function.Consumer;

import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the application. The only class here that knows of them, because they
 * are optional.
 */
public final class StreamTransactions {

	private final TransactionTemplate template;

	public StreamTransactions(PlatformTransactionManager transactionManager) {
		this.template = new TransactionTemplate(transactionManager);
	}

	/**
	 * Run in a transaction.
	 * @param work what to do; the transaction is rolled back when it throws
	 * @throws CheckpointStoreException when there was no transaction to be had
	 */
	void run(Runnable work) {
		execute((status) -> work.run());
	}

	/**
	 * Run in a transaction that is rolled back in any case.
	 * @param work what to do
	 * @throws CheckpointStoreException when there was no transaction to be had
	 */
	void rollBack(Runnable work) {
		execute((status) -> {
			status.setRollbackOnly();
			work.run();
		});
	}

	private void execute(Consumer<TransactionStatus> work) {
		boolean[] begun = new boolean[1];
		try {
			this.template.executeWithoutResult((status) -> {
				begun[0] = true;
				work.accept(status);
			});
		}
		catch (TransactionException ex) {
			if (!begun[0]) {
				throw new CheckpointStoreException(ex);
			}
			throw ex;
		}
	}

}
