package ai.bimpe.spring.stream.internal.listener;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TransactionProbe}.
 */
class TransactionProbeTests {

	private final FencedCheckpointStore store = new FencedCheckpointStore(new InMemoryCheckpointStore(),
			new FencedCheckpointStore.Listener() {
			});

	@ParameterizedTest
	@CsvSource({ "default,front-desk,bimpeai.streams.front-desk.transactional",
			"acme,acme.front-desk,bimpeai.accounts.acme.streams.front-desk.transactional" })
	void namesThePropertyOfStreamWhoseStoreTakesNoPart(String account, String name, String property) {
		StreamSpec spec = StreamSpec.ofAgent(name, "agt_1").withAccount(account);
		TransactionProbe probe = new TransactionProbe(this.store, new StreamTransactions(new Transactions()), spec);
		assertThatExceptionOfType(UserException.class).isThrownBy(probe::check)
			.withMessageStartingWith("'" + property + "' needs a checkpoint store");
	}

	/** Transactions of which no store knows. */
	private static final class Transactions implements PlatformTransactionManager {

		@Override
		public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
			return new SimpleTransactionStatus();
		}

		@Override
		public void commit(TransactionStatus status) {
		}

		@Override
		public void rollback(TransactionStatus status) {
		}

	}

}
