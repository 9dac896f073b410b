package ai.bimpe.spring.stream.internal.invocation;

import java.util.List;

import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners that are called with the transaction of a message: what the start
 * says about each phase, and what becomes of their failures.
 */
@ExtendWith(OutputCaptureExtension.class)
class TransactionalListenerTests {

	private static final StreamSpec SPEC = ListenerContext.SPEC;

	private static final StreamSpec TRANSACTIONAL = SPEC.withTransactional(true);

	private static final StreamSpec FINITE = TRANSACTIONAL.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(3));

	@Test
	void afterCommitIsWarnedOfAsBehindTheAcknowledgement(CapturedOutput output) {
		report(TRANSACTIONAL, AfterCommit.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("$AfterCommit#on is called in phase AFTER_COMMIT")
			.contains("is acknowledged already")
			.contains("BEFORE_COMMIT");
	}

	@Test
	void afterCompletionIsWarnedOfForBothEndsOfTheTransaction(CapturedOutput output) {
		report(TRANSACTIONAL, AfterCompletion.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("$AfterCompletion#on is called in phase AFTER_COMPLETION")
			.contains("is acknowledged already")
			.contains("rolled back")
			.contains("BEFORE_COMMIT");
	}

	@Test
	void afterRollbackIsNotWarnedOfAsBehindTheAcknowledgement(CapturedOutput output) {
		report(TRANSACTIONAL, AfterRollback.class, Plain.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("$AfterRollback#on is called in phase AFTER_ROLLBACK")
			.contains("only when an attempt")
			.doesNotContain("acknowledged already");
		assertThat(output).contains("may be delivered to TransactionalListenerTests.Plain#on")
			.doesNotContain("delivered to TransactionalListenerTests.AfterRollback");
	}

	@Test
	void nobodyListensWhereListenersAreOnlyCalledAfterRollback(CapturedOutput output) {
		report(TRANSACTIONAL, AfterRollback.class);
		assertThat(output).contains("nothing listens to its messages");
	}

	@Test
	void nobodyListensWhereTransactionalListenersAreNeverCalled(CapturedOutput output) {
		report(SPEC, AfterCommit.class);
		assertThat(output).contains("nothing listens to its messages").doesNotContain("may be delivered to");
	}

	@Test
	void listenersOfDeadLettersAreWarnedOfToo(CapturedOutput output) {
		report(FINITE, Plain.class, DeadLetters.class, AfterCommitOfDeadLetters.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("$AfterCommitOfDeadLetters#on is called in phase AFTER_COMMIT");
	}

	@Test
	void listenersOfDeadLettersAreNotWarnedOfWhereThereAreNone(CapturedOutput output) {
		report(TRANSACTIONAL, Plain.class, AfterCommitOfDeadLetters.class);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void inheritedMethodIsNamedByTheClassOfItsBean(CapturedOutput output) {
		report(TRANSACTIONAL, Inheriting.class);
		assertThat(output).contains("may be delivered to TransactionalListenerTests.Inheriting#on")
			.contains("$Inheriting#on is called in phase AFTER_COMMIT")
			.doesNotContain("AfterCommit#on");
	}

	@Test
	void failureAfterCommitIsAnErrorAndCounted(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterCommit.class, Database.class)) {
			test.listeners.report(TRANSACTIONAL);
			deliver(test, ListenerContext.message(), false);
			assertThat(test.failedAfterCommit).hasSize(1);
		}
		assertThat(errors(output)).singleElement()
			.asString()
			.contains("'msg_1' of conversation 'cnv_1' on stream 'front-desk'")
			.contains("in phase AFTER_COMMIT")
			.contains("is acknowledged")
			.doesNotContain("secret");
	}

	@Test
	void failureAfterCommitOfDeadLetterIsAnErrorAndCounted(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterCommitOfDeadLetters.class, Database.class)) {
			test.listeners.report(FINITE);
			deliver(test, ListenerContext.deadLetter(), false);
			assertThat(test.failedAfterCommit).hasSize(1);
		}
		assertThat(errors(output)).singleElement()
			.asString()
			.contains("MessageDeliveryFailedEvent")
			.contains("'msg_1' of conversation 'cnv_1' on stream 'front-desk'")
			.doesNotContain("secret");
	}

	@Test
	void failureAfterRollbackIsAnErrorAndNotCountedAsOneAfterTheCommit(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterRollback.class, Database.class)) {
			test.listeners.report(TRANSACTIONAL);
			deliver(test, ListenerContext.message(), true);
			assertThat(test.failedAfterCommit).isEmpty();
		}
		assertThat(errors(output)).singleElement()
			.asString()
			.contains("in phase AFTER_ROLLBACK")
			.doesNotContain("is acknowledged");
	}

	@Test
	void failureAfterCompletionOfFailedAttemptIsNotCountedAsOneAfterTheCommit(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterCompletion.class, Failing.class, Database.class)) {
			test.listeners.report(TRANSACTIONAL);
			deliver(test, ListenerContext.message(), true);
			assertThat(test.failedAfterCommit).isEmpty();
		}
		assertThat(errors(output)).singleElement().asString().contains("in phase AFTER_COMPLETION");
	}

	@Test
	void failureAfterCompletionOfAttemptThatWasCommittedIsCounted() {
		try (ListenerContext test = new ListenerContext(AfterCompletion.class, Database.class)) {
			test.listeners.report(TRANSACTIONAL);
			deliver(test, ListenerContext.message(), false);
			assertThat(test.failedAfterCommit).hasSize(1);
		}
	}

	@Test
	void failureAfterCommitIsLoggedWithItsMessageWhereThatIsWanted(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterCommit.class, Database.class)) {
			test.listeners(true).report(TRANSACTIONAL);
			deliver(test, ListenerContext.message(), false);
		}
		assertThat(errors(output)).singleElement().asString().contains("IllegalStateException: secret");
	}

	private static void deliver(ListenerContext test, Object event, boolean rollback) {
		test.bean(TransactionTemplate.class).executeWithoutResult((status) -> {
			assertThat(test.listeners.invoke(event, TRANSACTIONAL)).isDone();
			if (rollback) {
				status.setRollbackOnly();
			}
		});
	}

	private static List<String> warnings(CapturedOutput output) {
		return lines(output, "WARN ai.bimpe.streams");
	}

	private static List<String> errors(CapturedOutput output) {
		return lines(output, "ERROR ai.bimpe.streams");
	}

	private static List<String> lines(CapturedOutput output, String start) {
		return output.getAll().lines().filter((line) -> line.contains(start)).toList();
	}

	private static void report(StreamSpec spec, Class<?>... beans) {
		try (ListenerContext test = new ListenerContext(beans)) {
			test.listeners.report(spec);
		}
	}

	static class Plain {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

	static class Failing {

		@EventListener
		void on(MessageReceivedEvent event) {
			throw new IllegalArgumentException();
		}

	}

	static class DeadLetters {

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	@EnableTransactionManagement
	static class AfterCommit {

		@TransactionalEventListener
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("secret");
		}

	}

	static class Inheriting extends AfterCommit {

	}

	@EnableTransactionManagement
	static class AfterCompletion {

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("secret");
		}

	}

	@EnableTransactionManagement
	static class AfterRollback {

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("secret");
		}

	}

	@EnableTransactionManagement
	static class AfterCommitOfDeadLetters {

		@TransactionalEventListener
		void on(MessageDeliveryFailedEvent event) {
			throw new IllegalStateException("secret");
		}

	}

	static class Database {

		@Bean
		TransactionTemplate transactionTemplate() {
			return new TransactionTemplate(new DataSourceTransactionManager(
					new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build()));
		}

	}

}
