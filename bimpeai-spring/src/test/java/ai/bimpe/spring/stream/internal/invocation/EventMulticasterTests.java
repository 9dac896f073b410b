package ai.bimpe.spring.stream.internal.invocation;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for event multicasters that call listeners on other threads, or later.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventMulticasterTests {

	private static final StreamSpec SPEC = ListenerContext.SPEC;

	private static final StreamSpec TRANSACTIONAL = SPEC.withTransactional(true);

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	@Test
	void listenersAreAwaitedThatTheDefaultMulticasterCallsOnExecutorThatItWasGivenInCode() {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			multicaster(test.context).setTaskExecutor(this.tasks::add);
			CompletableFuture<Boolean> end = test.deliver();
			assertThat(end).isNotDone();
			this.tasks.remove().run();
			assertThat(end).isCompletedWithValue(true);
			assertThat(test.bean(Messages.class).events).hasSize(1);
		}
	}

	@Test
	void listenerIsNotCalledWhenItsDeliveryIsOverAndTheLogSaysWhatToDo(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			multicaster(test.context).setTaskExecutor(this.tasks::add);
			CompletableFuture<Boolean> end = test.deliver();
			test.time.advance(Duration.ofMinutes(5));
			assertThat(end).isCompletedExceptionally();
			this.tasks.remove().run();
			assertThat(test.bean(Messages.class).events).isEmpty();
		}
		assertThat(output).containsPattern("ERROR ai.bimpe.streams.*Stream 'front-desk': .*Messages#on")
			.contains("'delivery.acknowledgement-timeout'")
			.contains("ApplicationEventMulticaster");
	}

	@Test
	void executorOfDefaultMulticasterIsWarnedOfForListenerBeans(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(OrdersBean.class)) {
			multicaster(test.context).setTaskExecutor(this.tasks::add);
			test.listeners.report(SPEC);
		}
		assertThat(output).containsPattern("WARN .*OrdersBean#onApplicationEvent is called by");
	}

	@Test
	void errorHandlerOfDefaultMulticasterIsWarnedOfForListenerBeans(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(OrdersBean.class)) {
			multicaster(test.context).setErrorHandler((failure) -> {
			});
			test.listeners.report(SPEC);
		}
		assertThat(output).containsPattern("WARN .*OrdersBean#onApplicationEvent is called by");
	}

	@Test
	void executorIsWarnedOfOnTransactionalStream(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class, Custom.class)) {
			test.bean(CustomMulticaster.class).setTaskExecutor(this.tasks::add);
			test.listeners.report(TRANSACTIONAL);
		}
		assertThat(output)
			.containsPattern("WARN .*Stream 'front-desk': .*EventMulticasterTests\\$CustomMulticaster .*executor")
			.contains("every delivery fails")
			.contains("'transactional' to false");
	}

	@Test
	void executorOfParentContextIsWarnedOfOnTransactionalStream(CapturedOutput output) {
		try (ListenerContext parent = new ListenerContext(Messages.class);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			multicaster(parent.context).setTaskExecutor(this.tasks::add);
			context.setParent(parent.context);
			context.refresh();
			new ApplicationMessageListeners(context, parent.time.source(), false, (stream, failure) -> {
			}).report(TRANSACTIONAL);
		}
		assertThat(output).containsPattern("WARN .*SimpleApplicationEventMulticaster .*executor");
	}

	@Test
	void deliveryOfTransactionalStreamHasFailedWhenThePublicationReturns() {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			multicaster(test.context).setTaskExecutor(this.tasks::add);
			assertThat(test.deliver(TRANSACTIONAL)).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.withMessageContaining("Messages#on is called on another thread than that of the transaction");
			assertThat(this.tasks).hasSize(1);
		}
	}

	@Test
	void executorThatCallsAtOnceIsNotWarnedOf(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			multicaster(test.context).setTaskExecutor(new SyncTaskExecutor());
			test.listeners.report(TRANSACTIONAL);
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void executorIsNotWarnedOfOnOtherStreams(CapturedOutput output) {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			multicaster(test.context).setTaskExecutor(this.tasks::add);
			test.listeners.report(SPEC);
		}
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void listenersAddedMeanwhileDoNotDisturbDeliveries() throws InterruptedException {
		try (ListenerContext test = new ListenerContext(Messages.class)) {
			Thread adding = new Thread(() -> {
				for (int i = 0; i < 2_000; i++) {
					test.context.addApplicationListener(new OrdersBean());
				}
			});
			adding.start();
			while (adding.isAlive()) {
				assertThat(test.deliver()).isCompletedWithValue(true);
			}
			adding.join();
		}
	}

	private static SimpleApplicationEventMulticaster multicaster(AnnotationConfigApplicationContext context) {
		return context.getBean(AnnotationConfigApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class);
	}

	static class Messages {

		final List<MessageReceivedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceivedEvent event) {
			this.events.add(event);
		}

	}

	static class OrdersBean implements ApplicationListener<PayloadApplicationEvent<MessageReceivedEvent>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageReceivedEvent> event) {
		}

	}

	static class CustomMulticaster extends SimpleApplicationEventMulticaster {

	}

	static class Custom {

		@Bean
		CustomMulticaster applicationEventMulticaster() {
			return new CustomMulticaster();
		}

	}

}
