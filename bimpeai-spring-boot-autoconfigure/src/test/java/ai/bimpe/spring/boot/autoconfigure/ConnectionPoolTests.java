package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the properties of the connections of calls.
 */
class ConnectionPoolTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Duration A_WHILE = Duration.ofMillis(100);

	private static final ApiRequest GET = ApiRequest.get("/agents");

	private final CountDownLatch answers = new CountDownLatch(1);

	private final MockWebServer server = new MockWebServer();

	@BeforeEach
	void start() throws IOException {
		this.server.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
				ConnectionPoolTests.this.answers.await();
				return new MockResponse.Builder().setHeader("Content-Type", "application/json")
					.body("{\"message\":\"Success\",\"data\":{}}")
					.build();
			}
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.answers.countDown();
		this.server.close();
	}

	@Test
	@EffectOf("bimpeai.pool.max-connections")
	void callsBeyondMaxConnectionsWaitForOne() {
		runner("bimpeai.pool.max-connections=2").run((context) -> {
			ReactiveBimpeAI client = context.getBean(ReactiveBimpeAI.class);
			CompletableFuture<?>[] calls = new CompletableFuture<?>[] { call(client), call(client), call(client) };
			await().atMost(SOON).until(() -> this.server.getRequestCount() == 2);
			await().during(A_WHILE).atMost(SOON).until(() -> this.server.getRequestCount() == 2);
			this.answers.countDown();
			assertThat(CompletableFuture.allOf(calls)).succeedsWithin(SOON);
			assertThat(this.server.getRequestCount()).isEqualTo(3);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "bimpeai.pool.max-idle-time=10ms", "bimpeai.pool.max-life-time=10ms" })
	@EffectOf({ "bimpeai.pool.max-idle-time", "bimpeai.pool.max-life-time" })
	void connectionIsNotUsedAgainAfterItsTime(String property) {
		assertThat(connectionOfSecondCall(property)).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "bimpeai.pool.max-idle-time=1m", "bimpeai.pool.max-life-time=1m" })
	void connectionIsUsedAgainBeforeItsTime(String property) {
		assertThat(connectionOfSecondCall(property)).isZero();
	}

	private int connectionOfSecondCall(String property) {
		this.answers.countDown();
		int[] connection = new int[1];
		runner(property).run((context) -> {
			BimpeAI client = context.getBean(BimpeAI.class);
			client.request(GET, Object.class);
			await().pollDelay(A_WHILE).until(() -> true);
			client.request(GET, Object.class);
			assertThat(this.server.takeRequest(20, TimeUnit.SECONDS)).isNotNull();
			RecordedRequest second = this.server.takeRequest(20, TimeUnit.SECONDS);
			assertThat(second).isNotNull();
			connection[0] = second.getConnectionIndex();
		});
		return connection[0];
	}

	private ApplicationContextRunner runner(String property) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=http://127.0.0.1:" + this.server.getPort(),
					property);
	}

	private static CompletableFuture<?> call(ReactiveBimpeAI client) {
		return client.request(GET, Object.class).toFuture();
	}

}
