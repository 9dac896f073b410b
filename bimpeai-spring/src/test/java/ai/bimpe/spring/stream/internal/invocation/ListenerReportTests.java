package ai.bimpe.spring.stream.internal.invocation;

import java.util.concurrent.CompletableFuture;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the log says about the listeners of a stream.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerReportTests {

	private static final StreamSpec SPEC = ListenerContext.SPEC;

	private static final StreamSpec TRANSACTIONAL = SPEC.withTransactional(true);

	private static final String NAME = ListenerReportTests.class.getName() + "$";

	@Test
	void whoMayReceiveMessages(CapturedOutput output) {
		report(SPEC, Orders.class, OrdersBean.class);
		assertThat(output)
			.containsPattern(
					"INFO .*Stream 'front-desk' may be delivered to " + "ListenerReportTests.Orders#on, OrdersBean")
			.doesNotContain("WARN");
	}

	@Test
	void nobodyListens(CapturedOutput output) {
		report(SPEC);
		assertThat(output).containsPattern("WARN .*Stream 'front-desk': nothing listens to its messages")
			.contains("MessageReceivedEvent");
	}

	@Test
	void transactionalListenerThatIsNeverCalled(CapturedOutput output) {
		report(SPEC, AfterCommit.class);
		assertThat(output).containsPattern("WARN .*" + quoted("AfterCommit#on") + " is never called")
			.contains("'transactional'");
	}

	@Test
	void transactionalListenerThatIsCalledWithoutTransaction(CapturedOutput output) {
		report(SPEC, Fallback.class);
		assertThat(output).contains("may be delivered to ListenerReportTests.Fallback#on").doesNotContain("WARN");
	}

	@Test
	void listenerBehindTheAcknowledgement(CapturedOutput output) {
		report(TRANSACTIONAL, AfterCommit.class, BeforeCommit.class);
		assertThat(output).containsPattern("WARN .*" + quoted("AfterCommit#on") + " is called in phase AFTER_COMMIT")
			.contains("BEFORE_COMMIT")
			.doesNotContainPattern("WARN .*" + quoted("BeforeCommit#on"));
	}

	@Test
	void asynchronousMethodWithoutResult(CapturedOutput output) {
		report(SPEC, Detached.class, DetachedClass.class);
		assertThat(output)
			.containsPattern("WARN .*" + quoted("Detached#on") + " returns before it has finished.*CompletableFuture")
			.containsPattern("WARN .*" + quoted("DetachedClass#on") + " returns before it has finished")
			.doesNotContain("Detached#awaited returns");
	}

	@Test
	void listenerBeanBehindForeignMulticaster(CapturedOutput output) {
		report(SPEC, Orders.class, OrdersBean.class, Multicaster.class);
		assertThat(output).containsPattern("WARN .*" + quoted("OrdersBean#onApplicationEvent") + ".*@EventListener")
			.doesNotContainPattern("WARN .*Orders#on");
	}

	@Test
	void nobodyTakesMessagesThatCannotBeDelivered(CapturedOutput output) {
		StreamSpec finite = SPEC.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(3));
		report(finite, Orders.class, DeadLetters.class);
		assertThat(output).doesNotContain("WARN");
		report(SPEC, Orders.class);
		assertThat(output).doesNotContain("WARN");
		report(finite, Orders.class);
		assertThat(output).containsPattern("WARN .*nothing listens to MessageDeliveryFailedEvent.*3 attempts");
	}

	@Test
	void methodsThatSpringCallsItself(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(false, Orders.class)) {
			test.listeners.report(SPEC);
		}
		assertThat(output).containsPattern(
				"WARN .*" + quoted("Orders#on") + ".*ai.bimpe.spring.stream.listener.MessageListenerMethodFactory");
	}

	@Test
	void asynchronousResultIsRefusedOnTransactionalStream() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> report(TRANSACTIONAL, Reactive.class))
			.withMessageContaining(NAME + "Reactive#on returns Mono")
			.withMessageContaining("'transactional'");
	}

	@Test
	void asynchronousResultWithConditionIsOnlyWarnedOfOnTransactionalStream(CapturedOutput output) {
		report(TRANSACTIONAL, ConditionallyReactive.class);
		assertThat(output).containsPattern("WARN .*" + quoted("ConditionallyReactive#on") + " returns Mono");
	}

	@Test
	void asynchronousResultBeforeTheCommitIsRefusedOnTransactionalStream() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> report(TRANSACTIONAL, ReactiveBeforeCommit.class))
			.withMessageContaining(NAME + "ReactiveBeforeCommit#on returns Mono")
			.withMessageContaining("'transactional'");
	}

	@Test
	void resultsOfTransactionalListenersThatAreNotAwaitedAreWarnedOf(CapturedOutput output) {
		report(TRANSACTIONAL, DetachedBeforeCommit.class, ConditionallyReactiveBeforeCommit.class);
		report(SPEC, ReactiveFallback.class);
		assertThat(output).containsPattern("WARN .*" + quoted("DetachedBeforeCommit#on") + " returns before it has")
			.containsPattern("WARN .*" + quoted("ConditionallyReactiveBeforeCommit#on") + " returns before it has")
			.containsPattern("WARN .*" + quoted("ReactiveFallback#on") + " returns before it has finished.*"
					+ "use an @EventListener method");
	}

	@Test
	void resultsOfTransactionalListenersBehindTheAcknowledgementAreNotWarnedOfTwice(CapturedOutput output) {
		report(TRANSACTIONAL, ReactiveAfterCommit.class);
		assertThat(output).contains("is called in phase AFTER_COMMIT").doesNotContain("returns before it has finished");
	}

	@Test
	void transactionalListenerThatForeignMulticasterCallsWithoutTransaction(CapturedOutput output) {
		report(SPEC, Fallback.class, Multicaster.class);
		assertThat(output).containsPattern("WARN .*" + quoted("Fallback#on") + " is called by an "
				+ "ApplicationEventMulticaster of the application.*@EventListener");
	}

	@Test
	void failureBehindTheAcknowledgementIsAnErrorWithoutItsMessage(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(AfterCommit.class, Database.class)) {
			test.listeners.report(TRANSACTIONAL);
			test.listeners.report(TRANSACTIONAL);
			test.bean(TransactionTemplate.class)
				.executeWithoutResult((status) -> assertThat(test.deliver(TRANSACTIONAL)).isCompletedWithValue(false));
			assertThat(test.failedAfterCommit).singleElement().isInstanceOf(IllegalStateException.class);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("ERROR ai.bimpe.streams"))).singleElement()
			.asString()
			.contains("'msg_1' of conversation 'cnv_1' on stream 'front-desk'")
			.doesNotContain("secret");
	}

	private static String quoted(String listener) {
		return (NAME + listener).replace("$", "\\$");
	}

	private static void report(StreamSpec spec, Class<?>... beans) {
		try (ListenerContext test = new ListenerContext(beans)) {
			test.listeners.report(spec);
		}
	}

	static class Orders {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

	static class DeadLetters {

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	static class OrdersBean implements ApplicationListener<PayloadApplicationEvent<MessageReceivedEvent>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageReceivedEvent> event) {
		}

	}

	static class Reactive {

		@EventListener
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	static class ConditionallyReactive {

		@EventListener(condition = "#event.stream == 'other'")
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	static class Detached {

		@Async
		@EventListener
		void on(MessageReceivedEvent event) {
		}

		@Async
		@EventListener
		CompletableFuture<Void> awaited(MessageReceivedEvent event) {
			return CompletableFuture.completedFuture(null);
		}

	}

	@Async
	static class DetachedClass {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

	@EnableTransactionManagement
	static class AfterCommit {

		@TransactionalEventListener
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("secret");
		}

	}

	@EnableTransactionManagement
	static class BeforeCommit {

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void on(MessageReceivedEvent event) {
		}

	}

	@EnableTransactionManagement
	static class Fallback {

		@TransactionalEventListener(fallbackExecution = true)
		void on(MessageReceivedEvent event) {
		}

	}

	@EnableTransactionManagement
	static class ReactiveBeforeCommit {

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	@EnableTransactionManagement
	static class ConditionallyReactiveBeforeCommit {

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, condition = "#event.stream == 'other'")
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	@EnableTransactionManagement
	static class DetachedBeforeCommit {

		@Async
		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void on(MessageReceivedEvent event) {
		}

	}

	@EnableTransactionManagement
	static class ReactiveAfterCommit {

		@TransactionalEventListener
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	@EnableTransactionManagement
	static class ReactiveFallback {

		@TransactionalEventListener(fallbackExecution = true)
		Mono<Void> on(MessageReceivedEvent event) {
			return Mono.empty();
		}

	}

	static class Multicaster {

		@Bean
		SimpleApplicationEventMulticaster applicationEventMulticaster() {
			return new SimpleApplicationEventMulticaster();
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
