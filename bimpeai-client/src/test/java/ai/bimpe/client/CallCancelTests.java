package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Wire;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.netty.http.client.HttpClient;
import reactor.test.publisher.TestPublisher;
import reactor.test.publisher.TestPublisher.Violation;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
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

	// The last arrival may still be told while this one comes.
	private static void arrived(Sinks.Many<String> arrivals) {
		arrivals.emitNext("answer", EmitFailureHandler.busyLooping(TIMEOUT));
	}

}
