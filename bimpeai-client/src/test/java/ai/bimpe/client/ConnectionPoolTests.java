package ai.bimpe.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import ai.bimpe.client.support.Wire;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the connections of calls.
 */
class ConnectionPoolTests {

	private static final int BURST = 8;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void callsOneAfterTheOtherKeepToWarmConnectionsAfterABurst() throws Exception {
		answerTogether();
		try (ReactiveBimpeAI client = this.wire.reactive().build()) {
			Flux.range(0, BURST).flatMap((i) -> client.request(Wire.GET, Map.class), BURST).blockLast(TIMEOUT);
			assertThat(connections(BURST)).doesNotHaveDuplicates();
			for (int i = 0; i < BURST; i++) {
				awaitGivenBack();
				client.request(Wire.GET, Map.class).block(TIMEOUT);
			}
			assertThat(Set.copyOf(connections(BURST))).hasSize(1);
		}
	}

	@Test
	void connectionsSpreadOverEventLoopsAlsoWhenOneOfTheseOpensThem() {
		answerTogether();
		EventLoop one = HttpResources.get().onServer(true).next();
		try (ReactiveBimpeAI client = this.wire.reactive().build()) {
			List<String> threads = Flux.range(0, BURST)
				.flatMap((i) -> client.request(Wire.GET, Map.class).thenReturn(0).map(ConnectionPoolTests::threadName))
				.subscribeOn(Schedulers.fromExecutor(one))
				.collectList()
				.block(TIMEOUT);
			assertThat(Set.copyOf(threads)).hasSizeGreaterThan(1);
		}
	}

	// The caller goes on before its connection is given back, on the event loop of that.
	private static void awaitGivenBack() throws InterruptedException {
		for (EventExecutor loop : HttpResources.get().onServer(true)) {
			Future<?> unused = loop.submit(() -> {
			}).sync();
		}
	}

	private static String threadName(Object answer) {
		return Thread.currentThread().getName();
	}

	private void answerTogether() {
		CountDownLatch burst = new CountDownLatch(BURST);
		this.wire.server().setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
				burst.countDown();
				burst.await();
				return Wire.json(200, "{\"message\":\"Success\",\"data\":{}}").build();
			}
		});
	}

	private List<Integer> connections(int requests) throws InterruptedException {
		List<Integer> connections = new ArrayList<>();
		for (int i = 0; i < requests; i++) {
			connections.add(this.wire.request().getConnectionIndex());
		}
		return connections;
	}

}
