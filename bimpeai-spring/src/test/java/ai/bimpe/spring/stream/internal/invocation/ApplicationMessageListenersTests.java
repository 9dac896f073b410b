package ai.bimpe.spring.stream.internal.invocation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.Acknowledgement;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.annotation.Order;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ApplicationMessageListeners}: what is awaited of each kind of
 * listener.
 */
class ApplicationMessageListenersTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	@Test
	void methodThatReturnsHasEnded() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			assertThat(test.deliver()).isCompletedWithValue(true);
			assertThat(test.bean(Method.class).events).hasSize(1);
		}
	}

	@Test
	void methodThatThrowsFails() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			IllegalStateException failure = new IllegalStateException();
			test.bean(Method.class).action = (event) -> {
				throw failure;
			};
			assertFailed(test.deliver(), failure);
		}
	}

	@Test
	void errorOfTheJvmFailsTheDeliveryAndNothingMore() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			OutOfMemoryError failure = new OutOfMemoryError("Simulated");
			test.bean(Method.class).action = (event) -> {
				throw failure;
			};
			assertFailed(test.deliver(), failure);
		}
	}

	@Test
	void nobodyIsCalledWhereNobodyListens() {
		try (ListenerContext test = new ListenerContext()) {
			assertThat(test.deliver()).isCompletedWithValue(false);
		}
	}

	@Test
	void nobodyIsCalledWhereConditionIsNotMet() {
		try (ListenerContext test = new ListenerContext(Conditional.class)) {
			assertThat(test.deliver()).isCompletedWithValue(false);
			assertThat(test.deliver(ListenerContext.SPEC)).isCompletedWithValue(false);
		}
	}

	@Test
	void conditionThatCannotBeEvaluatedIsFailure() {
		try (ListenerContext test = new ListenerContext(Faulty.class)) {
			assertThat(test.deliver()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(SpelEvaluationException.class);
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), ListenerContext.SPEC))
				.isCompletedExceptionally();
		}
	}

	@Test
	void allListenersAreCalledAgainWhenTheLastOneHasFailed() {
		try (ListenerContext test = new ListenerContext(First.class, Late.class)) {
			IllegalStateException failure = new IllegalStateException();
			test.bean(Late.class).action = (event) -> {
				throw failure;
			};
			assertFailed(test.deliver(), failure);
			test.bean(Late.class).action = (event) -> {
			};
			assertThat(test.deliver()).isCompletedWithValue(true);
			assertThat(test.bean(First.class).events).hasSize(2);
			assertThat(test.bean(Late.class).events).hasSize(2);
		}
	}

	@Test
	void monoIsAwaited() {
		try (ListenerContext test = new ListenerContext(OfMono.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			assertThat(end).isNotDone();
			test.bean(OfMono.class).result.tryEmitComplete();
			assertThat(end).isCompletedWithValue(true);
		}
	}

	@Test
	void monoThatFailsIsFailure() {
		try (ListenerContext test = new ListenerContext(OfMono.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			IllegalStateException failure = new IllegalStateException();
			test.bean(OfMono.class).result.tryEmitError(failure);
			assertFailed(end, failure);
		}
	}

	@Test
	void valuesThatListenersReturnArePublished() {
		try (ListenerContext test = new ListenerContext(OfFlux.class, Replies.class)) {
			assertThat(test.deliver()).isCompletedWithValue(true);
			assertThat(test.bean(Replies.class).replies).containsExactly("plain", "one", "two", "future");
		}
	}

	@Test
	void completionStageIsAwaited() {
		try (ListenerContext test = new ListenerContext(OfFuture.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			assertThat(end).isNotDone();
			IllegalStateException failure = new IllegalStateException();
			test.bean(OfFuture.class).result.completeExceptionally(failure);
			assertFailed(end, failure);
		}
	}

	@Test
	void completionStageThatIsCancelledIsFailure() {
		try (ListenerContext test = new ListenerContext(OfFuture.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			test.bean(OfFuture.class).result.cancel(true);
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(CancellationException.class);
		}
	}

	@Test
	void futureOfAsyncMethodIsAwaited() {
		try (ListenerContext test = new ListenerContext(Asynchronous.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			assertThat(end).isNotDone();
			test.bean(Asynchronous.class).gate().complete(null);
			assertThat(end).succeedsWithin(SOON).isEqualTo(true);
		}
	}

	@Test
	void everythingHasEndedWhenTheFirstFailureIsReported() {
		try (ListenerContext test = new ListenerContext(OfMono.class, Late.class)) {
			IllegalStateException failure = new IllegalStateException();
			test.bean(Late.class).action = (event) -> {
				throw failure;
			};
			CompletableFuture<Boolean> end = test.deliver();
			assertThat(end).isNotDone();
			test.bean(OfMono.class).result.tryEmitError(new IllegalArgumentException());
			assertFailed(end, failure);
		}
	}

	@Test
	void multicasterThatSwallowsFailuresHidesNone() {
		try (ListenerContext test = new ListenerContext(Method.class, Swallowing.class)) {
			IllegalStateException failure = new IllegalStateException();
			test.bean(Method.class).action = (event) -> {
				throw failure;
			};
			assertFailed(test.deliver(), failure);
		}
	}

	@Test
	void listenersThatMulticasterCallsLaterAreAwaited() {
		try (ListenerContext test = new ListenerContext(Method.class, Late.class, Deferring.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			Queue<Runnable> tasks = test.bean(Deferring.class).tasks;
			assertThat(tasks).hasSizeGreaterThanOrEqualTo(2);
			while (!tasks.isEmpty()) {
				assertThat(end).isNotDone();
				tasks.remove().run();
			}
			assertThat(end).isCompletedWithValue(true);
		}
	}

	@Test
	void failureIsKnownOfListenerThatMulticasterCallsLaterAndWhoseFailureItSwallows() {
		try (ListenerContext test = new ListenerContext(Method.class, Deferring.class)) {
			IllegalStateException failure = new IllegalStateException();
			test.bean(Method.class).action = (event) -> {
				throw failure;
			};
			CompletableFuture<Boolean> end = test.deliver();
			test.bean(Deferring.class).tasks.forEach(Runnable::run);
			assertFailed(end, failure);
		}
	}

	@Test
	void listenerThatMulticasterNeverCallsIsFailureInTimeAndIsNotCalledAfterwards() {
		try (ListenerContext test = new ListenerContext(Method.class, Deferring.class)) {
			CompletableFuture<Boolean> end = test.deliver();
			test.time.advance(Duration.ofMinutes(5));
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.isInstanceOf(TimeoutException.class)
				.withMessageContaining("'delivery.acknowledgement-timeout'");
			test.bean(Deferring.class).tasks.forEach(Runnable::run);
			assertThat(test.bean(Method.class).events).isEmpty();
		}
	}

	@Test
	void listenerBeanThatThrowsFails() {
		try (ListenerContext test = new ListenerContext(Plain.class)) {
			assertThat(test.deliver()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(UnsupportedOperationException.class);
		}
	}

	@Test
	void deferredAcknowledgementIsAwaited() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			List<Acknowledgement> deferred = new CopyOnWriteArrayList<>();
			test.bean(Method.class).action = (event) -> deferred.add(event.deferAcknowledgement());
			CompletableFuture<Boolean> first = test.deliver();
			CompletableFuture<Boolean> second = test.deliver();
			deferred.get(0).acknowledge();
			deferred.get(0).fail(new IllegalArgumentException());
			assertThat(first).isCompletedWithValue(true);
			IllegalStateException failure = new IllegalStateException();
			assertThat(second).isNotDone();
			deferred.get(1).fail(failure);
			assertFailed(second, failure);
		}
	}

	@Test
	void deferredAcknowledgementThatIsNotGivenInTimeIsFailure() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			test.bean(Method.class).action = MessageReceivedEvent::deferAcknowledgement;
			CompletableFuture<Boolean> end = test.deliver(ListenerContext.SPEC
				.withDelivery(ListenerContext.SPEC.delivery().withAcknowledgementTimeout(Duration.ofSeconds(7))));
			test.time.advance(Duration.ofSeconds(6));
			assertThat(end).isNotDone();
			test.time.advance(Duration.ofSeconds(1));
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.isInstanceOf(TimeoutException.class)
				.withMessageContaining("PT7S ('delivery.acknowledgement-timeout')");
		}
	}

	@Test
	void acknowledgementCannotBeDeferredOutsideOfListener() {
		assertThatIllegalStateException().isThrownBy(() -> ListenerContext.message().deferAcknowledgement())
			.withMessageContaining("deferAcknowledgement()");
	}

	@Test
	void acknowledgementOfAnotherMessageCannotBeDeferred() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			test.bean(Method.class).action = (event) -> ListenerContext.message().deferAcknowledgement();
			assertThat(test.deliver()).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void acknowledgementCannotBeDeferredOnTransactionalStream() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			test.bean(Method.class).action = MessageReceivedEvent::deferAcknowledgement;
			assertThat(test.deliver(ListenerContext.SPEC.withTransactional(true))).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.withMessageContaining("Stream 'front-desk' is transactional");
		}
	}

	@Test
	void asynchronousResultFailsOnTransactionalStream() {
		try (ListenerContext test = new ListenerContext(OfMono.class)) {
			assertThat(test.deliver(ListenerContext.SPEC.withTransactional(true))).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.withMessageContaining(OfMono.class.getName() + "#on returns Mono")
				.withMessageContaining("'transactional'");
		}
	}

	@Test
	void listenerOfTransactionalStreamIsNotCalledOnAnotherThread() throws InterruptedException {
		try (ListenerContext test = new ListenerContext(Method.class, Deferring.class)) {
			CompletableFuture<Boolean> end = test.deliver(ListenerContext.SPEC.withTransactional(true));
			Thread thread = new Thread(() -> test.bean(Deferring.class).tasks.forEach(Runnable::run));
			thread.start();
			thread.join(SOON.toMillis());
			assertThat(end).failsWithin(SOON)
				.withThrowableThat()
				.havingRootCause()
				.withMessageContaining("another thread");
			assertThat(test.bean(Method.class).events).isEmpty();
		}
	}

	@Test
	void deadLetterIsTakenByListenersOfItAlone() {
		try (ListenerContext test = new ListenerContext(Method.class)) {
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), ListenerContext.SPEC))
				.isCompletedWithValue(false);
		}
		try (ListenerContext test = new ListenerContext(DeadLetters.class)) {
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), ListenerContext.SPEC))
				.isCompletedWithValue(true);
		}
		try (ListenerContext test = new ListenerContext(PlainDeadLetters.class)) {
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), ListenerContext.SPEC))
				.isCompletedWithValue(true);
		}
	}

	@Test
	void deadLetterIsNotTakenByListenerOfAnyEvent() {
		try (ListenerContext test = new ListenerContext(Kinds.class)) {
			assertThat(test.listeners.invoke(ListenerContext.deadLetter(), ListenerContext.SPEC))
				.isCompletedWithValue(false);
		}
	}

	@Test
	void listenersOfParentContextWhoseMulticasterCallsThemLaterAreAwaited() {
		try (ListenerContext parent = new ListenerContext(Method.class, Deferring.class);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setParent(parent.context);
			context.refresh();
			CompletableFuture<Boolean> end = new ApplicationMessageListeners(context, parent.time.source(), false,
					(stream, failure) -> {
					})
				.invoke(ListenerContext.message(), ListenerContext.SPEC);
			assertThat(end).isNotDone();
			parent.bean(Deferring.class).tasks.forEach(Runnable::run);
			assertThat(end).isCompletedWithValue(true);
			assertThat(parent.bean(Method.class).events).hasSize(1);
		}
	}

	@Test
	void eventThatListenerPublishesIsHandledAsSpringDoesIt() {
		try (ListenerContext test = new ListenerContext(Method.class, OfMono.class)) {
			AtomicBoolean once = new AtomicBoolean();
			test.bean(Method.class).action = (event) -> {
				if (once.compareAndSet(false, true)) {
					test.context.publishEvent(ListenerContext.message());
				}
			};
			CompletableFuture<Boolean> end = test.deliver(ListenerContext.SPEC.withTransactional(true));
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingRootCause()
				.withMessageContaining("OfMono#on returns Mono");
			assertThat(test.bean(Method.class).events).hasSize(2);
			assertThat(test.bean(OfMono.class).result.currentSubscriberCount()).isEqualTo(1);
		}
	}

	@Test
	void listenersOfPayloadsAndOfAnyEventAreAwaitedToo() {
		try (ListenerContext test = new ListenerContext(Kinds.class)) {
			assertThat(test.deliver()).isCompletedWithValue(true);
			assertThat(test.bean(Kinds.class).called).containsExactlyInAnyOrder("payload", "classes", "object");
		}
	}

	@Test
	void eventThatIsPublishedByHandIsHandledAsSpringDoesIt() {
		try (ListenerContext test = new ListenerContext(Method.class, OfMono.class)) {
			test.context.publishEvent(ListenerContext.message());
			assertThat(test.bean(Method.class).events).hasSize(1);
			assertThat(test.bean(OfMono.class).result.currentSubscriberCount()).isEqualTo(1);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> {
				test.bean(Method.class).action = (event) -> {
					throw new IllegalArgumentException();
				};
				test.context.publishEvent(ListenerContext.message());
			});
		}
	}

	private static void assertFailed(CompletableFuture<Boolean> end, Throwable failure) {
		assertThat(end).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.satisfies((thrown) -> assertThat(ExceptionRedactor.unwrap(Objects.requireNonNull(thrown.getCause())))
				.isSameAs(failure));
	}

	static class Method {

		final List<MessageReceivedEvent> events = new CopyOnWriteArrayList<>();

		volatile Consumer<MessageReceivedEvent> action = (event) -> {
		};

		@Order(1)
		@EventListener
		void on(MessageReceivedEvent event) {
			this.events.add(event);
			this.action.accept(event);
		}

	}

	static class First extends Method {

		@Override
		@Order(0)
		@EventListener
		void on(MessageReceivedEvent event) {
			super.on(event);
		}

	}

	static class Late extends Method {

		@Override
		@Order(100)
		@EventListener
		void on(MessageReceivedEvent event) {
			super.on(event);
		}

	}

	static class Conditional {

		@EventListener(condition = "#event.stream == 'other'")
		void on(MessageReceivedEvent event) {
			throw new UnsupportedOperationException();
		}

	}

	static class Faulty {

		@EventListener(condition = "#event.nothing")
		void on(MessageReceivedEvent event) {
		}

		@EventListener(condition = "#event.nothing")
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	static class OfMono {

		final Sinks.Many<Void> result = Sinks.many().multicast().onBackpressureBuffer();

		@Order(50)
		@EventListener
		Mono<Void> on(MessageReceivedEvent event) {
			return this.result.asFlux().then();
		}

	}

	static class OfFlux {

		@Order(1)
		@EventListener
		String plain(MessageReceivedEvent event) {
			return "plain";
		}

		@Order(2)
		@EventListener
		Flux<String> flux(MessageReceivedEvent event) {
			return Flux.just("one", "two");
		}

		@Order(3)
		@EventListener
		CompletableFuture<String> future(MessageReceivedEvent event) {
			return CompletableFuture.completedFuture("future");
		}

	}

	static class Replies {

		final List<String> replies = new CopyOnWriteArrayList<>();

		@EventListener
		void on(String reply) {
			this.replies.add(reply);
		}

	}

	static class OfFuture {

		final CompletableFuture<Void> result = new CompletableFuture<>();

		@EventListener
		CompletableFuture<Void> on(MessageReceivedEvent event) {
			return this.result;
		}

	}

	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous {

		private final CompletableFuture<Void> gate = new CompletableFuture<>();

		@Async
		@EventListener
		CompletableFuture<Void> on(MessageReceivedEvent event) {
			return gate().orTimeout(30, TimeUnit.SECONDS);
		}

		CompletableFuture<Void> gate() {
			return this.gate;
		}

	}

	static class Swallowing {

		@Bean
		SimpleApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setErrorHandler((failure) -> {
			});
			return multicaster;
		}

	}

	static class Deferring {

		final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

		@Bean
		SimpleApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(this.tasks::add);
			multicaster.setErrorHandler((failure) -> {
			});
			return multicaster;
		}

	}

	static class Plain implements ApplicationListener<PayloadApplicationEvent<MessageReceivedEvent>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageReceivedEvent> event) {
			throw new UnsupportedOperationException();
		}

	}

	static class DeadLetters {

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	static class PlainDeadLetters implements ApplicationListener<PayloadApplicationEvent<MessageDeliveryFailedEvent>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageDeliveryFailedEvent> event) {
		}

	}

	static class Kinds {

		final List<String> called = new CopyOnWriteArrayList<>();

		@EventListener
		void payload(PayloadApplicationEvent<MessageReceivedEvent> event) {
			this.called.add("payload");
		}

		@EventListener(MessageReceivedEvent.class)
		void classes() {
			this.called.add("classes");
		}

		@EventListener
		void object(Object event) {
			if (event instanceof MessageReceivedEvent) {
				this.called.add("object");
			}
		}

	}

}
