package ai.bimpe.client.internal.sse;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.awaitility.Awaitility.await;

/**
 * Runs the rules that the Reactive Streams specification requires of a publisher against
 * {@link EventStream}.
 */
class ReactiveStreamsTests {

	@TestFactory
	Stream<DynamicTest> rules() {
		return Arrays.stream(EventPublisherVerification.class.getMethods())
			.filter((method) -> method.getName().matches("(required|stochastic)_.*"))
			.map((method) -> DynamicTest.dynamicTest(method.getName(), () -> verify(method)));
	}

	private static void verify(Method rule) throws Throwable {
		EventPublisherVerification verification = new EventPublisherVerification();
		verification.setUp();
		try {
			rule.invoke(verification);
		}
		catch (InvocationTargetException ex) {
			if (!(ex.getCause() instanceof SkipException)) {
				throw ex.getCause();
			}
		}
	}

	static final class EventPublisherVerification extends PublisherVerification<String> {

		EventPublisherVerification() {
			super(new TestEnvironment(500, 50));
		}

		@Override
		public Publisher<String> createPublisher(long elements) {
			Flux<DataBuffer> source = Flux.generate(() -> 0L, (count, sink) -> {
				if (count == elements) {
					sink.complete();
				}
				else {
					sink.next(event(count));
				}
				return count + 1;
			});
			return EventStream.decode(source, 100, EventFrame::data);
		}

		@Override
		public Publisher<String> createFailedPublisher() {
			return EventStream.decode(Flux.error(new IllegalStateException("broken")), 100, EventFrame::data);
		}

		// That of the kit gives the collector a tenth of a second.
		@Override
		public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
				throws Throwable {
			activePublisherTest(3, false, (publisher) -> {
				WeakReference<?> subscriber = cancelled(publisher);
				try {
					await().atMost(Duration.ofSeconds(20)).until(() -> {
						System.gc();
						return subscriber.refersTo(null);
					});
				}
				finally {
					Reference.reachabilityFence(publisher);
				}
			});
		}

		private static WeakReference<?> cancelled(Publisher<String> publisher) {
			BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					subscription.request(1);
				}
			};
			publisher.subscribe(subscriber);
			subscriber.cancel();
			return new WeakReference<>(subscriber);
		}

		// Every second event begins in the buffer of the one before.
		private static DataBuffer event(long count) {
			String text = (count % 2 == 0) ? "data: even\n\ndata: o" : "dd\n\n";
			return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
