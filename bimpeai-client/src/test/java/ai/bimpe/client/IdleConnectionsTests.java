package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import ai.bimpe.client.internal.http.CallConnectionPool;
import ai.bimpe.client.support.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that connections that a burst of calls has opened do not stay.
 */
class IdleConnectionsTests {

	private static final int BURST = 8;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@RegisterExtension
	final RawServer server = new RawServer();

	@Test
	void connectionsOfABurstAreClosedWhenIdleThoughCallsGoOn() {
		CountDownLatch burst = new CountDownLatch(BURST);
		this.server.answer((request, out) -> {
			burst.countDown();
			burst.await();
			out.write(RawServer.json("{\"message\":\"Success\",\"data\":{}}"));
		});
		ConnectionProvider pool = CallConnectionPool.open(null, Duration.ofSeconds(1), null);
		try (ReactiveBimpeAI client = this.server.reactive()
			.connector(new ReactorClientHttpConnector(HttpClient.create(pool)))
			.build()) {
			ApiRequest request = ApiRequest.get("/agents");
			Flux.range(0, BURST).flatMap((i) -> client.request(request, Map.class), BURST).blockLast(TIMEOUT);
			assertThat(this.server.connections()).isEqualTo(BURST);
			await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
				client.request(request, Map.class).block(TIMEOUT);
				assertThat(this.server.connections()).isEqualTo(1);
			});
		}
		finally {
			pool.dispose();
		}
	}

}
