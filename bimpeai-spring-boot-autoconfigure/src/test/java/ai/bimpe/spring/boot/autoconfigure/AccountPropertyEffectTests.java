package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.simulator.Simulator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that properties of an account change what its server sees, and nothing about the
 * default client beside it.
 */
class AccountPropertyEffectTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Duration A_WHILE = Duration.ofMillis(300);

	private static final ApiRequest LIST = ApiRequest.get("/agents");

	@RegisterExtension
	final TlsServer secured = new TlsServer();

	// Their limits are renewed in an hour.
	private final Clock ahead = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);

	private final Simulator main = Simulator.builder().clock(this.ahead).start();

	private final Simulator acme = Simulator.builder().clock(this.ahead).start();

	@AfterEach
	void stop() {
		this.main.close();
		this.acme.close();
	}

	@Test
	@EffectOf("bimpeai.accounts")
	void baseUrl() {
		run((clients) -> {
			list(clients.main());
			list(clients.acme());
			assertThat(this.main.count("listAgents")).isOne();
			assertThat(this.acme.count("listAgents")).isOne();
		});
	}

	@Test
	void defaultHeaders() {
		run((clients) -> {
			list(clients.main());
			list(clients.acme());
			assertThat(this.main.requests("listAgents").get(0).header("X-Team")).isNull();
			assertThat(this.acme.requests("listAgents").get(0).header("X-Team")).isEqualTo("blue");
		}, "default-headers.X-Team=blue");
	}

	@Test
	void timeout() {
		this.acme.on("listAgents").hang();
		run((clients) -> {
			list(clients.main());
			assertThatExceptionOfType(ApiTimeoutException.class).isThrownBy(() -> list(clients.acme()));
		}, "timeout=200ms");
	}

	@Test
	void maxRetries() {
		this.main.on("listAgents").respond(503);
		this.acme.on("listAgents").respond(503);
		run((clients) -> {
			assertThatExceptionOfType(InternalServerException.class).isThrownBy(() -> list(clients.main()));
			assertThatExceptionOfType(InternalServerException.class).isThrownBy(() -> list(clients.acme()));
			assertThat(this.main.count("listAgents")).isOne();
			assertThat(this.acme.count("listAgents")).isEqualTo(4);
		}, "max-retries=3");
	}

	@Test
	void rateLimitPace() {
		this.main.settings().rateLimit(1);
		this.acme.settings().rateLimit(1);
		run((clients) -> {
			list(clients.main());
			assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> list(clients.main()));
			list(clients.acme());
			assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> list(clients.acme()))
				.withMessageContaining("was not sent");
			assertThat(this.main.count("listAgents")).isEqualTo(2);
			assertThat(this.acme.count("listAgents")).isOne();
		}, "rate-limit.pace=true", "retry.max-retry-after=1ms");
	}

	@Test
	void poolMaxConnections() {
		this.main.on("listAgents").hang();
		this.acme.on("listAgents").hang();
		run((clients) -> {
			Disposable calls = Disposables.composite(hanging(clients.main()), hanging(clients.acme()));
			await().atMost(SOON).until(() -> this.main.count("listAgents") == 3 && this.acme.count("listAgents") == 2);
			await().during(A_WHILE).atMost(SOON).until(() -> this.acme.openConnections() == 2);
			calls.dispose();
		}, "pool.max-connections=2");
	}

	@Test
	void proxy() throws IOException {
		try (ConnectProxy proxy = new ConnectProxy(this.acme.port())) {
			run((clients) -> {
				list(clients.main());
				assertThat(proxy.requests()).isEmpty();
				list(clients.acme());
				assertThat(proxy.requests()).singleElement().asString().startsWith("CONNECT console.invalid:80 ");
				assertThat(this.acme.count("listAgents")).isOne();
			}, "base-url=http://console.invalid", "allow-insecure-base-url=true", "proxy.host=127.0.0.1",
					"proxy.port=" + proxy.port());
		}
	}

	@Test
	void sslBundle(@TempDir Path directory) throws IOException {
		HeldCertificate certificate = TlsServer.certificate();
		Path trusted = Files.writeString(directory.resolve("trusted.pem"), certificate.certificatePem());
		this.secured.certificate(certificate);
		this.secured.dispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return new MockResponse.Builder().setHeader("Content-Type", "application/json")
					.body("{\"message\":\"Success\",\"data\":[]}")
					.build();
			}
		});
		runner("base-url=" + this.secured.baseUrl(), "ssl.bundle=console")
			.withPropertyValues("bimpeai.base-url=" + this.secured.baseUrl(),
					"spring.ssl.bundle.pem.console.truststore.certificate=" + trusted)
			.run((context) -> {
				Clients clients = Clients.of(context);
				assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> list(clients.main()));
				assertThat(this.secured.requests()).isZero();
				list(clients.acme());
				assertThat(this.secured.requests()).isOne();
			});
	}

	private void run(Consumer<Clients> test, String... properties) {
		runner(properties).run((context) -> test.accept(Clients.of(context)));
	}

	private ApplicationContextRunner runner(String... properties) {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_main", "bimpeai.base-url=" + this.main.baseUrl(),
					"bimpeai.max-retries=0", "bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=2ms",
					"bimpeai.accounts.acme.api-key=sk_acme", "bimpeai.accounts.acme.base-url=" + this.acme.baseUrl());
		for (String property : properties) {
			runner = runner.withPropertyValues("bimpeai.accounts.acme." + property);
		}
		return runner;
	}

	private static void list(BimpeAI client) {
		client.request(LIST, Object.class);
	}

	private static Disposable hanging(BimpeAI client) {
		return Flux.range(0, 3).flatMap((i) -> client.reactive().request(LIST, Object.class)).subscribe((answer) -> {
		}, (failure) -> {
		});
	}

	/**
	 * The default client, and that of the account.
	 *
	 * @param main the default client
	 * @param acme the client of the account
	 */
	private record Clients(BimpeAI main, BimpeAI acme) {

		private static Clients of(ApplicationContext context) {
			return new Clients(context.getBean("bimpeAI", BimpeAI.class), BeanFactoryAnnotationUtils
				.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), BimpeAI.class, "acme"));
		}

	}

}
