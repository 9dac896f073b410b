package ai.bimpe.spring.stream.internal.listener;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TransactionProbe}.
 */
class TransactionProbeTests {

	private final CheckpointStoreDecorator memory = new CheckpointStoreDecorator(new InMemoryCheckpointStore());

	private final FencedCheckpointStore store = new FencedCheckpointStore(this.memory, new VirtualTime().source(),
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

	@Test
	void whatIsNoCheckpointKeepsNoStreamWaiting() {
		this.memory.garbage.add("front-desk#transaction");
		TransactionProbe probe = new TransactionProbe(this.store, new StreamTransactions(new Transactions()),
				StreamSpec.ofAgent("front-desk", "agt_1"));
		assertThatExceptionOfType(UserException.class).isThrownBy(probe::check);
		assertThat(this.memory.garbage).isEmpty();
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
