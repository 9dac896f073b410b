package ai.bimpe.spring.stream.internal.invocation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for asynchronous results of listeners that do not end by themselves.
 */
class AwaitedResultTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(7);

	@Test
	void publisherThatDoesNotEndInTimeIsCancelledAndFails() {
		try (ListenerContext test = new ListenerContext(Reactive.class)) {
			TestPublisher<Object> result = TestPublisher.create();
			test.bean(Reactive.class).result = result.flux();
			assertFailsInTime(test, "Reactive#on");
			result.assertCancelled();
		}
	}

	@Test
	void publisherThatEmitsForEverOnTheThreadOfTheListenerIsCancelledAndFails() {
		try (ListenerContext test = new ListenerContext(Reactive.class)) {
			AtomicInteger emitted = new AtomicInteger();
			test.bean(Reactive.class).result = Flux.generate((sink) -> {
				test.time.advance(Duration.ofSeconds(1));
				sink.next(emitted.incrementAndGet());
			}).take(100);
			assertTimedOut(deliver(test), "Reactive#on");
			assertThat(emitted).hasValueLessThan(10);
		}
	}

	@Test
	void completionStageThatDoesNotEndInTimeIsCancelledAndFails() {
		try (ListenerContext test = new ListenerContext(Future.class)) {
			assertFailsInTime(test, "Future#on");
			assertThat(test.bean(Future.class).result).isCancelled();
		}
	}

	@Test
	void deliveryFailsInTimeAlsoWhenTheCancellationThrows() {
		try (ListenerContext test = new ListenerContext(Reactive.class)) {
			test.bean(Reactive.class).result = Flux.from((subscriber) -> subscriber.onSubscribe(new Stubborn()));
			assertFailsInTime(test, "Reactive#on");
		}
	}

	@Test
	void resultThatEndsInTimeHasNotFailed() {
		try (ListenerContext test = new ListenerContext(Reactive.class)) {
			Sinks.Empty<Object> result = Sinks.empty();
			test.bean(Reactive.class).result = result.asMono();
			CompletableFuture<Boolean> end = deliver(test);
			test.time.advance(TIMEOUT.minusMillis(1));
			result.tryEmitEmpty();
			test.time.advance(TIMEOUT);
			assertThat(end).isCompletedWithValue(true);
		}
	}

	@Test
	void errorOfTheJvmThatPublisherThrowsOnAnotherThreadFailsInTime() throws InterruptedException {
		try (ListenerContext test = new ListenerContext(Reactive.class)) {
			Thread[] thread = new Thread[1];
			test.bean(Reactive.class).result = Mono.create((sink) -> {
				thread[0] = new Thread(() -> Mono.fromRunnable(() -> {
					throw new OutOfMemoryError("Simulated");
				}).subscribe(sink::success, sink::error));
				thread[0].setUncaughtExceptionHandler((dead, error) -> {
				});
				thread[0].start();
			});
			CompletableFuture<Boolean> end = deliver(test);
			thread[0].join();
			assertThat(end).isNotDone();
			test.time.advance(TIMEOUT);
			assertTimedOut(end, "Reactive#on");
		}
	}

	@Test
	void errorOfTheJvmThatCompletionStageEndsWithFailsAtOnce() {
		try (ListenerContext test = new ListenerContext(Future.class)) {
			CompletableFuture<Boolean> end = deliver(test);
			test.bean(Future.class).result.completeExceptionally(new OutOfMemoryError("Simulated"));
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(OutOfMemoryError.class);
		}
	}

	@Test
	void errorOfTheJvmThatListenerOfReturnedValueThrowsFailsAtOnceAndCancels() {
		try (ListenerContext test = new ListenerContext(Reactive.class, Replies.class)) {
			TestPublisher<Object> result = TestPublisher.create();
			test.bean(Reactive.class).result = result.flux();
			CompletableFuture<Boolean> end = deliver(test);
			result.next("reply", "another");
			assertThat(end).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withRootCauseInstanceOf(OutOfMemoryError.class);
			result.assertCancelled();
			assertThat(test.bean(Replies.class).replies).containsExactly("reply");
		}
	}

	@Test
	void valuesThatComeAfterTheTimeoutAreNotPublished() {
		try (ListenerContext test = new ListenerContext(Reactive.class, Replies.class)) {
			TestPublisher<Object> result = TestPublisher.createNoncompliant(TestPublisher.Violation.DEFER_CANCELLATION);
			test.bean(Reactive.class).result = result.flux();
			assertFailsInTime(test, "Reactive#on");
			result.next("late");
			assertThat(test.bean(Replies.class).replies).isEmpty();
		}
	}

	private static CompletableFuture<Boolean> deliver(ListenerContext test) {
		return test.deliver(
				ListenerContext.SPEC.withDelivery(ListenerContext.SPEC.delivery().withAcknowledgementTimeout(TIMEOUT)));
	}

	private static void assertFailsInTime(ListenerContext test, String listener) {
		CompletableFuture<Boolean> end = deliver(test);
		test.time.advance(TIMEOUT.minusMillis(1));
		assertThat(end).isNotDone();
		test.time.advance(Duration.ofMillis(1));
		assertTimedOut(end, listener);
	}

	private static void assertTimedOut(CompletableFuture<Boolean> end, String listener) {
		assertThat(end).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(TimeoutException.class)
			.withMessageContaining(listener)
			.withMessageContaining("PT7S ('delivery.acknowledgement-timeout')");
	}

	static class Reactive {

		volatile Publisher<Object> result = Mono.empty();

		@EventListener
		Publisher<Object> on(MessageReceivedEvent event) {
			return this.result;
		}

	}

	static class Future {

		final CompletableFuture<Void> result = new CompletableFuture<>();

		@EventListener
		CompletableFuture<Void> on(MessageReceivedEvent event) {
			return this.result;
		}

	}

	static class Replies implements ApplicationListener<PayloadApplicationEvent<String>> {

		final List<String> replies = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<String> event) {
			this.replies.add(event.getPayload());
			throw new OutOfMemoryError("Simulated");
		}

	}

	static class Stubborn implements Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
			throw new IllegalStateException("secret");
		}

	}

}
