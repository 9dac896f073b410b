package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.stream.StreamOptions;
import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how long a client waits for a connection to a server that does not answer.
 * The time-out of a call would say that it was not answered.
 */
@Timeout(120)
class ConnectTimeoutTests {

	private static final String TICKET = "{\"message\":\"Success\",\"data\":{\"ticket\":\"tkt\",\"expires_in\":60}}";

	private FullServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new FullServer();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	@EffectOf("bimpeai.connect-timeout")
	void callEndsWithTheTimeoutOfTheConnection() throws IOException {
		this.server.fill();
		runner("bimpeai.connect-timeout=300ms", "spring.http.clients.connect-timeout=1h")
			.run((context) -> assertThatExceptionOfType(ApiTimeoutException.class)
				.isThrownBy(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()))
				.withMessageContaining("found no connection in time")
				.havingCause()
				.isInstanceOf(ConnectTimeoutException.class)
				.withMessageContaining("300 ms"));
	}

	@Test
	void callEndsWithTheTimeoutOfTheApplication() throws IOException {
		this.server.fill();
		runner("spring.http.clients.connect-timeout=300ms")
			.run((context) -> assertThatExceptionOfType(ApiTimeoutException.class)
				.isThrownBy(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()))
				.havingCause()
				.isInstanceOf(ConnectTimeoutException.class));
	}

	@Test
	void streamEndsWithTheTimeoutOfTheConnection() {
		runner("bimpeai.connect-timeout=300ms", "spring.http.clients.connect-timeout=1h").run((context) -> {
			CompletableFuture<?> stream = context.getBean(ReactiveBimpeAI.class)
				.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false))
				.then()
				.toFuture();
			this.server.answerOnceFull(TICKET);
			assertThat(stream).failsWithin(60, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(ApiTimeoutException.class)
				.withMessageContaining("found no connection in time")
				.havingCause()
				.isInstanceOf(ConnectTimeoutException.class);
		});
	}

	private ApplicationContextRunner runner(String... properties) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.server.baseUrl(),
					"bimpeai.timeout=30s", "bimpeai.max-retries=0")
			.withPropertyValues(properties);
	}

}
