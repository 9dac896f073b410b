package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Wire;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a call that is cancelled leaves nothing behind.
 */
class CallCancelTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void aCallCancelledWhileItsAnswerArrivesLeavesNoBuffer() {
		Sinks.Many<String> arrivals = Sinks.many().multicast().directBestEffort();
		// Where nobody but the connector has the answer, and nobody below wants it any
		// more.
		HttpClient http = HttpClient.create()
			.mapConnect((connecting) -> connecting.doOnNext((connection) -> arrived(arrivals)));
		try (Leaks leaks = new Leaks();
				ReactiveBimpeAI client = this.wire.reactive().connector(new ReactorClientHttpConnector(http)).build()) {
			for (int i = 0; i < 20; i++) {
				this.wire.answerData("{\"id\":\"agt_1\"}");
				assertThat(client.request(Wire.GET, Map.class).takeUntilOther(arrivals.asFlux()).blockOptional(TIMEOUT))
					.isEmpty();
			}
			assertThat(leaks.find()).isEmpty();
		}
	}

	@Test
	void whatComesOfABodyAfterTheCancelIsReleased() {
		TestPublisher<DataBuffer> body = TestPublisher.createNoncompliant(Violation.DEFER_CANCELLATION);
		ClientHttpConnector real = new ReactorClientHttpConnector();
		ClientHttpConnector connector = (method, uri, send) -> real.connect(method, uri, send)
			.map((response) -> new ClientHttpResponseDecorator(response) {

				@Override
				public Flux<DataBuffer> getBody() {
					return body.flux();
				}

			});
		DataBuffer late = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT).allocateBuffer(8).write(new byte[8]);
		try (ReactiveBimpeAI client = this.wire.reactive().connector(connector).build()) {
			this.wire.answerData("{\"id\":\"agt_1\"}");
			Disposable call = client.request(Wire.GET, Map.class).subscribe();
			await().atMost(TIMEOUT).until(body::wasSubscribed);
			call.dispose();
			body.next(late);
			assertThat(((PooledDataBuffer) late).isAllocated()).isFalse();
		}
	}

	@Test
	void aBodyThatIsTooLargeIsReleasedOnce() {
		NettyDataBuffer body = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT).allocateBuffer(8);
		body.write(new byte[8]);
		ClientHttpConnector real = new ReactorClientHttpConnector();
		ClientHttpConnector connector = (method, uri, send) -> real.connect(method, uri, send)
			.map((response) -> new ClientHttpResponseDecorator(response) {

				@Override
				public Flux<DataBuffer> getBody() {
					return Flux.just(body.retain());
				}

			});
		try (ReactiveBimpeAI client = this.wire.reactive()
			.connector(connector)
			.maxResponseSize(DataSize.ofBytes(7))
			.build()) {
			this.wire.answerData("{\"id\":\"agt_1\"}");
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> client.request(Wire.GET, Map.class).block(TIMEOUT));
			assertThat(body.getNativeBuffer().refCnt()).isEqualTo(1);
		}
		finally {
			body.release();
		}
	}

	@ParameterizedTest
	@EnumSource(CancelTime.class)
	void aCallCancelledWhileItsRequestIsWrittenLeavesNoConnectionBehind(CancelTime time) throws Exception {
		CountDownLatch reached = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.wire.server().setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return request.getTarget().endsWith("/hangs")
						? new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build()
						: Wire.json(200, "{\"message\":\"Success\",\"data\":{}}").build();
			}

		});
		try (ReactiveBimpeAI client = withOneConnection(new ChannelOutboundHandlerAdapter() {

			@Override
			public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
				pause(CancelTime.BEFORE_WRITING);
				Future<?> unused = context.write(message, promise);
			}

			@Override
			public void flush(ChannelHandlerContext context) {
				pause(CancelTime.BEFORE_SENDING);
				context.flush();
				pause(CancelTime.AFTER_SENDING);
			}

			private void pause(CancelTime here) {
				if (here == time && reached.getCount() > 0) {
					reached.countDown();
					assertThatNoException()
						.isThrownBy(() -> assertThat(go.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue());
				}
			}

		})) {
			Disposable cancelled = client.request(ApiRequest.get("/hangs"), Map.class).subscribe();
			assertThat(reached.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			cancelled.dispose();
			CompletableFuture<?> next = client.request(Wire.GET, Map.class, RequestOption.maxRetries(0)).toFuture();
			go.countDown();
			assertThat(next).succeedsWithin(TIMEOUT);
		}
	}

	private ReactiveBimpeAI withOneConnection(ChannelHandler handler) {
		HttpClient http = HttpClient.create(ConnectionProvider.create("one", 1));
		AtomicBoolean first = new AtomicBoolean(true);
		return this.wire.reactive().connector(new ReactorClientHttpConnector(http.doOnConnected((connection) -> {
			if (first.getAndSet(false)) {
				connection.addHandlerLast(handler);
			}
		}))).build();
	}

	private enum CancelTime {

		BEFORE_WRITING, BEFORE_SENDING, AFTER_SENDING

	}

	// The last arrival may still be told while this one comes.
	private static void arrived(Sinks.Many<String> arrivals) {
		arrivals.emitNext("answer", EmitFailureHandler.busyLooping(TIMEOUT));
	}

}
