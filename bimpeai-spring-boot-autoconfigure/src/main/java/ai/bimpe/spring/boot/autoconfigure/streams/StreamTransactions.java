package ai.bimpe.spring.boot.autoconfigure.streams;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the application. The only class here that knows of them, because they
 * are optional.
 */
final class StreamTransactions {

	private final TransactionTemplate template;

	StreamTransactions(PlatformTransactionManager transactionManager) {
		this.template = new TransactionTemplate(transactionManager);
	}

	/**
	 * Run in a transaction.
	 * @param work what to do; the transaction is rolled back when it throws
	 * @throws CheckpointStoreException when there was no transaction to be had
	 */
	void run(Runnable work) {
		boolean[] begun = new boolean[1];
		try {
			this.template.executeWithoutResult((status) -> {
				begun[0] = true;
				work.run();
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
