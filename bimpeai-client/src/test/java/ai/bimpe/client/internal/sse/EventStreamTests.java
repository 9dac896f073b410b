package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EventStream}. Every buffer is pooled and must have been released when
 * a test ends.
 */
class EventStreamTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final int MAX = 1024 * 1024;

	private final NettyDataBufferFactory factory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	private final List<ByteBuf> buffers = new ArrayList<>();

	private final TestPublisher<DataBuffer> source = TestPublisher.create();

	private final List<Subscription> subscriptions = new ArrayList<>();

	private final List<String> parsed = new ArrayList<>();

	private final EventHandler<String> handler = (frame) -> {
		this.parsed.add(frame.data());
		return frame.data();
	};

	@AfterEach
	void everyBufferIsReleased() {
		assertThat(this.buffers).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
	}

	@Test
	void decodesEventsOverBuffers() {
		StepVerifier.create(decode(Flux.just(buffer("data: o"), buffer("ne\n\nda"), buffer("ta: two\n\n"))))
			.expectNext("one", "two")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void readsBuffersOfSeveralParts() {
		ByteBuf whole = PooledByteBufAllocator.DEFAULT.compositeBuffer()
			.addComponent(true, content("data: o"))
			.addComponent(true, content("ne\n\n"));
		this.buffers.add(whole);
		StepVerifier.create(decode(Flux.just(this.factory.wrap(whole))))
			.expectNext("one")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void emptyBuffersAreHarmless() {
		StepVerifier.create(decode(Flux.just(buffer(""), buffer("data: one\n\n"), buffer(""))))
			.expectNext("one")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void emptySourceIsAnEmptyStream() {
		StepVerifier.create(decode(Flux.empty())).expectComplete().verify(LIMIT);
	}

	@Test
	void eventsAreParsedOnlyWhenRequested() {
		StepVerifier.create(decode(Flux.just(buffer(events(1000)))), 0)
			.thenRequest(3)
			.expectNextCount(3)
			.then(() -> assertThat(this.parsed).hasSize(3))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.parsed).hasSize(5))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void eventsMadeToNothingDoNotUseUpDemand() {
		Flux<String> even = EventStream.decode(Flux.just(buffer(events(10))), MAX,
				(frame) -> (frame.length() == 1 && frame.array()[frame.offset()] % 2 == 0) ? frame.data() : null);
		StepVerifier.create(even, 2)
			.expectNext("0", "2")
			.thenRequest(3)
			.expectNext("4", "6", "8")
			.thenRequest(1)
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void sourceIsAskedForOneBufferAtATime() {
		List<Long> requests = new ArrayList<>();
		Flux<DataBuffer> three = Flux.just(buffer(events(2)), buffer(events(2)), buffer(events(2)));
		StepVerifier.create(decode(three.doOnRequest(requests::add)), 0)
			.then(() -> assertThat(requests).isEmpty())
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(requests).containsExactly(1L))
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(requests).containsExactly(1L))
			.thenRequest(4)
			.expectNextCount(4)
			.expectComplete()
			.verify(LIMIT);
		assertThat(requests).isNotEmpty().allMatch((request) -> request == 1);
	}

	@Test
	void sourceIsAskedForAllBuffersAtOnceWhenDemandHasNoBound() {
		List<Long> requests = new ArrayList<>();
		Flux<DataBuffer> three = Flux.just(buffer(events(2)), buffer(events(2)), buffer(events(2)));
		StepVerifier.create(decode(three.doOnRequest(requests::add)), 1)
			.expectNextCount(1)
			.thenRequest(Long.MAX_VALUE)
			.expectNextCount(5)
			.expectComplete()
			.verify(LIMIT);
		assertThat(requests).containsExactly(1L, Long.MAX_VALUE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 100, Long.MAX_VALUE })
	void handlerHearsWhenBytesAreAwaitedAndWhenTheyHaveCome(long demand) {
		List<String> heard = new ArrayList<>();
		Flux<String> events = EventStream.decode(this.source.flux(), MAX, new EventHandler<>() {
			@Override
			public String event(EventFrame frame) {
				heard.add(frame.data());
				return frame.data();
			}

			@Override
			public void requested() {
				heard.add("requested");
			}

			@Override
			public void received() {
				heard.add("received");
			}
		});
		StepVerifier.create(events, demand)
			.then(() -> this.source.next(buffer(events(2))).next(buffer(events(1))))
			.expectNextCount(3)
			.then(() -> assertThat(heard).containsExactly("requested", "received", "0", "1", "requested", "received",
					"0", "requested"))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void handlerIsNotToldThatBytesAreAwaitedWhileNobodyAsks() {
		List<String> heard = new ArrayList<>();
		Flux<String> events = EventStream.decode(this.source.flux(), MAX, new EventHandler<>() {
			@Override
			public String event(EventFrame frame) {
				return frame.data();
			}

			@Override
			public void requested() {
				heard.add("requested");
			}
		});
		StepVerifier.create(events, 1)
			.then(() -> this.source.next(buffer(events(1))))
			.expectNext("0")
			.then(() -> assertThat(heard).containsExactly("requested"))
			.thenCancel()
			.verify(LIMIT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 100, Long.MAX_VALUE })
	void sourceThatEndsJustWhenItIsAskedIsHeard(long demand) {
		List<Subscriber<? super DataBuffer>> subscribers = new ArrayList<>();
		Flux<DataBuffer> ending = Flux.from((subscriber) -> {
			subscribers.add(subscriber);
			subscriber.onSubscribe(Operators.emptySubscription());
		});
		Flux<String> events = EventStream.decode(ending, MAX, new EventHandler<>() {
			@Override
			public String event(EventFrame frame) {
				return frame.data();
			}

			@Override
			public void requested() {
				subscribers.get(0).onComplete();
			}
		});
		StepVerifier.create(events, demand).expectComplete().verify(LIMIT);
	}

	@Test
	void badDemandAfterUnboundedDemandEndsTheStreamWithItsNextBuffer() {
		StepVerifier.create(decode(this.source.flux()).doOnSubscribe(this.subscriptions::add))
			.then(() -> this.source.next(buffer(events(1))))
			.expectNext("0")
			.then(() -> this.subscriptions.get(0).request(0))
			.then(() -> this.source.next(buffer(events(1))))
			.expectErrorMatches((error) -> error instanceof IllegalArgumentException)
			.verify(LIMIT);
		this.source.assertCancelled();
	}

	@Test
	void sourceIsNotAskedTwiceForTheSameBuffer() {
		List<Long> requests = new ArrayList<>();
		StepVerifier.create(decode(this.source.flux().doOnRequest(requests::add)), 0)
			.thenRequest(1)
			.thenRequest(1)
			.then(() -> assertThat(requests).containsExactly(1L))
			.then(() -> this.source.next(buffer("data: a\n")))
			.then(() -> assertThat(requests).containsExactly(1L, 1L))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void requestFromWithinOnNextDoesNotNest() {
		List<String> received = new ArrayList<>();
		decode(Flux.range(0, 100).map((i) -> buffer(events(1000)))).subscribe(new BaseSubscriber<>() {

			private boolean inside;

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				request(1);
			}

			@Override
			protected void hookOnNext(String value) {
				assertThat(this.inside).isFalse();
				this.inside = true;
				received.add(value);
				request(1);
				this.inside = false;
			}

		});
		assertThat(received).hasSize(100_000);
	}

	@Test
	void cancelWithinABufferCancelsTheSource() {
		PublisherProbe<DataBuffer> probe = PublisherProbe.of(Flux.just(buffer(events(10))).concatWith(Flux.never()));
		StepVerifier.create(decode(probe.flux()), 3).expectNextCount(3).thenCancel().verify(LIMIT);
		probe.assertWasCancelled();
		assertThat(this.parsed).hasSize(3);
	}

	@Test
	void cancelFromWithinOnNextEndsEmission() {
		PublisherProbe<DataBuffer> probe = PublisherProbe.of(Flux.just(buffer(events(10))).concatWith(Flux.never()));
		StepVerifier.create(decode(probe.flux()).take(2)).expectNextCount(2).expectComplete().verify(LIMIT);
		probe.assertWasCancelled();
		assertThat(this.parsed).hasSize(2);
	}

	@Test
	void buffersThatComeAfterCancelAreReleased() {
		List<Subscriber<? super DataBuffer>> subscribers = new ArrayList<>();
		Flux<DataBuffer> deaf = Flux.from((subscriber) -> {
			subscribers.add(subscriber);
			subscriber.onSubscribe(Operators.emptySubscription());
		});
		StepVerifier.create(decode(deaf), 0)
			.then(() -> subscribers.get(0).onNext(buffer(events(2))))
			.thenRequest(1)
			.expectNext("0")
			.thenCancel()
			.verify(LIMIT);
		subscribers.get(0).onNext(buffer(events(1)));
		assertThat(this.parsed).containsExactly("0");
	}

	@Test
	void buffersQueuedInTheSourceAreReleasedOnCancel() {
		Flux<DataBuffer> queued = Flux.range(0, 10)
			.map((i) -> buffer(events(10)))
			.publishOn(Schedulers.immediate(), 10);
		StepVerifier.create(decode(queued), 1)
			.expectNextCount(1)
			.then(() -> assertThat(this.buffers).hasSize(10))
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void errorFollowsTheEventsBeforeIt() {
		StepVerifier.create(decode(this.source.flux()), 0)
			.thenRequest(1)
			.then(() -> this.source.next(buffer(events(3))))
			.expectNext("0")
			.then(() -> this.source.error(new IllegalStateException("broken")))
			.thenRequest(2)
			.expectNext("1", "2")
			.expectErrorMessage("broken")
			.verify(LIMIT);
	}

	@Test
	void errorDoesNotWaitForDemandWhenNoEventIsLeft() {
		StepVerifier.create(decode(this.source.flux()), 0)
			.then(() -> this.source.error(new IllegalStateException("broken")))
			.expectErrorMessage("broken")
			.verify(LIMIT);
	}

	@Test
	void completionFollowsTheEventsBeforeIt() {
		StepVerifier.create(decode(this.source.flux()), 1)
			.then(() -> this.source.next(buffer(events(2))).complete())
			.expectNext("0")
			.thenRequest(1)
			.expectNext("1")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void completionDoesNotWaitForDemandWhenOnlyAnUnterminatedEventIsLeft() {
		StepVerifier.create(decode(Flux.just(buffer("data: one\n\ndata: two\n"))), 1)
			.expectNext("one")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void failureOfTheHandlerEndsTheStream() {
		PublisherProbe<DataBuffer> probe = PublisherProbe.of(Flux.just(buffer(events(3))).concatWith(Flux.never()));
		Flux<String> failing = EventStream.decode(probe.flux(), MAX, (frame) -> {
			if (frame.data().equals("1")) {
				throw new IllegalArgumentException("no ones");
			}
			return frame.data();
		});
		StepVerifier.create(failing).expectNext("0").expectErrorMessage("no ones").verify(LIMIT);
		probe.assertWasCancelled();
	}

	@Test
	void failureOfTheHandlerWithRetryEndsTheStream() {
		PublisherProbe<DataBuffer> probe = PublisherProbe.of(Flux.just(buffer("retry: 1\n")).concatWith(Flux.never()));
		Flux<String> failing = EventStream.decode(probe.flux(), MAX, new RecordingHandler() {

			@Override
			public void retry(Duration delay) {
				throw new IllegalArgumentException("no retries");
			}

		});
		StepVerifier.create(failing).expectErrorMessage("no retries").verify(LIMIT);
		probe.assertWasCancelled();
	}

	@Test
	void eventThatIsTooLargeIsReportedAndSkipped() {
		Flux<String> small = EventStream.decode(Flux.just(buffer("data: 12345\n\n"), buffer("data: 1\n\n")), 4,
				new RecordingHandler());
		StepVerifier.create(small).expectNext("too large", "\"message\" - \"1\"").expectComplete().verify(LIMIT);
	}

	@Test
	void sourceThatIgnoresDemandIsAnError() {
		TestPublisher<DataBuffer> rude = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
		StepVerifier.create(decode(rude.flux()), 0)
			.then(() -> rude.next(buffer(events(2)), buffer(events(2))))
			.thenRequest(2)
			.expectNext("0", "1")
			.expectErrorMatches(Exceptions::isOverflow)
			.verify(LIMIT);
		rude.assertCancelled();
	}

	@Test
	void demandThatIsNotPositiveIsAnError() {
		PublisherProbe<DataBuffer> probe = PublisherProbe.of(Flux.just(buffer(events(3))).concatWith(Flux.never()));
		List<Throwable> errors = new ArrayList<>();
		decode(probe.flux()).subscribe(new RawSubscriber(errors));
		assertThat(errors).singleElement().isInstanceOf(IllegalArgumentException.class);
		probe.assertWasCancelled();
	}

	@Test
	void everySubscriberHasItsOwnStream() {
		Flux<String> events = decode(Flux.defer(() -> Flux.just(buffer("data: one\n\ndata: tw"))));
		StepVerifier.create(events.concatWith(events)).expectNext("one", "one").expectComplete().verify(LIMIT);
	}

	@Test
	void contextReachesTheSource() {
		Flux<DataBuffer> contextual = Flux
			.deferContextual((context) -> Flux.just(buffer("data: " + context.get("key") + "\n\n")));
		StepVerifier.create(decode(contextual).contextWrite((context) -> context.put("key", "value")))
			.expectNext("value")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void orderIsKeptOverThreads() {
		Flux<DataBuffer> source = Flux.range(0, 2000)
			.map((i) -> buffer("data: " + i + "\n\ndata: "))
			.concatMap((buffer) -> Flux.just(buffer, buffer("x\n\n")))
			.publishOn(Schedulers.parallel(), 3);
		Flux<String> events = decode(source).publishOn(Schedulers.parallel(), 7).limitRate(5);
		List<String> expected = IntStream.range(0, 2000).boxed().flatMap((i) -> List.of("" + i, "x").stream()).toList();
		StepVerifier.create(events.collectList()).expectNext(expected).expectComplete().verify(LIMIT);
	}

	@Test
	void sizeMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> EventStream.decode(Flux.empty(), 0, this.handler));
	}

	private Flux<String> decode(Flux<DataBuffer> bytes) {
		return EventStream.decode(bytes, MAX, this.handler);
	}

	private DataBuffer buffer(String text) {
		ByteBuf content = content(text);
		synchronized (this.buffers) {
			this.buffers.add(content);
		}
		return this.factory.wrap(content);
	}

	private static ByteBuf content(String text) {
		return PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String events(int count) {
		StringBuilder events = new StringBuilder();
		IntStream.range(0, count).forEach((i) -> events.append("data: ").append(i).append("\n\n"));
		return events.toString();
	}

	/** Asks for one event and then for none, which Reactor's own subscribers never do. */
	private record RawSubscriber(List<Throwable> errors) implements Subscriber<String> {

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(1);
			subscription.request(0);
		}

		@Override
		public void onNext(String value) {
		}

		@Override
		public void onError(Throwable error) {
			this.errors.add(error);
		}

		@Override
		public void onComplete() {
		}

	}

}
