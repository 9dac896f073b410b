package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls and streams that go through a proxy.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProxyTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String PASSWORD = "pass_never_shown";

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(BimpeAIAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class);

	private static final String[] API = { "bimpeai.api-key=sk_one", "bimpeai.base-url=http://console.invalid",
			"bimpeai.allow-insecure-base-url=true" };

	private Simulator simulator;

	private ConnectProxy proxy;

	@BeforeEach
	void start() throws IOException {
		this.simulator = Simulator.builder().answering(false).start();
		this.proxy = new ConnectProxy(this.simulator.port());
	}

	@AfterEach
	void stop() throws IOException {
		this.proxy.close();
		this.simulator.close();
	}

	@Test
	@EffectOf({ "bimpeai.proxy.host", "bimpeai.proxy.port" })
	void callsGoThroughTheProxyWhichResolvesTheName() {
		runner().run((context) -> {
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			assertThat(this.proxy.requests()).singleElement()
				.asString()
				.startsWith("CONNECT console.invalid:80 ")
				.doesNotContain("sk_one", "Authorization");
			assertThat(this.simulator.count("listAgents")).isOne();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void callsAndStreamsGoThroughTheProxyWhateverOtherClientsConnectBy(String connector) {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		conversation.receives("first");
		runner().withPropertyValues("spring.http.clients.reactive.connector=" + connector).run((context) -> {
			StreamMessage message = context.getBean(ReactiveBimpeAI.class)
				.conversations()
				.messages()
				.stream(conversation.agentId(), conversation.id(), StreamOptions.create().after("2020-01-01T00:00:00Z"))
				.blockFirst(SOON);
			assertThat(message).isNotNull();
			assertThat(this.proxy.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request).startsWith("CONNECT console.invalid:80 ")
					.doesNotContain("ticket"));
		});
	}

	@Test
	@EffectOf({ "bimpeai.proxy.username", "bimpeai.proxy.password" })
	void namesItselfToTheProxy() {
		runner().withPropertyValues("bimpeai.proxy.username=pia", "bimpeai.proxy.password=" + PASSWORD)
			.run((context) -> {
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				String credentials = Base64.getEncoder()
					.encodeToString(("pia:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
				assertThat(this.proxy.requests().get(0))
					.containsIgnoringCase("proxy-authorization: Basic " + credentials);
				assertThat(this.simulator.requests("listAgents").get(0).header("Proxy-Authorization")).isNull();
			});
	}

	@Test
	void saysThatTheProxyRefuses() {
		this.proxy.answer("HTTP/1.1 407 Proxy Authentication Required");
		runner()
			.withPropertyValues("bimpeai.proxy.username=pia", "bimpeai.proxy.password=" + PASSWORD,
					"bimpeai.max-retries=0")
			.run((context) -> assertThatExceptionOfType(ApiConnectionException.class)
				.isThrownBy(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()))
				.withMessageContaining("could not connect through the proxy")
				.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("407"))
				.satisfies((failure) -> assertThat(failure.toString() + failure.getCause()).doesNotContain(PASSWORD)));
	}

	@ParameterizedTest
	@CsvSource({ "407 Proxy Authentication Required, 'bimpeai.proxy.username'",
			"502 Bad Gateway, 'bimpeai.proxy.host'" })
	void logNamesTheSettingsOfTheProxyAndNotTheBaseUrl(String status, String property, CapturedOutput output) {
		this.proxy.answer("HTTP/1.1 " + status);
		runner().withPropertyValues("bimpeai.max-retries=0").run((context) -> {
			assertThatExceptionOfType(ApiConnectionException.class)
				.isThrownBy(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()))
				.satisfies((failure) -> assertThat(failure.isSent()).isFalse());
			assertThat(output.getAll().lines().filter((line) -> line.contains("cannot be used"))).singleElement()
				.asString()
				.contains(property)
				.doesNotContain("base-url");
		});
	}

	@Test
	void filterOfAddressesIsLeftToTheProxyThatResolvesThem() {
		runner().withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses).run((context) -> {
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			assertThat(this.simulator.count("listAgents")).isOne();
		});
	}

	@Test
	void takesPrecedenceOverSystemPropertiesOfTheJvm() {
		runner()
			.withSystemProperties("http.proxyHost=127.0.0.1", "http.proxyPort=1", "https.proxyHost=127.0.0.1",
					"https.proxyPort=1")
			.run((context) -> {
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				assertThat(this.proxy.requests()).hasSize(1);
			});
	}

	@Test
	void systemPropertiesOfTheJvmApplyWithoutProperties() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues(API)
			.withSystemProperties("http.proxyHost=127.0.0.1", "http.proxyPort=" + this.proxy.port())
			.run((context) -> {
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				assertThat(this.proxy.requests()).hasSize(1);
			});
	}

	@Test
	void passwordIsNotPrinted() {
		runner().withPropertyValues("bimpeai.proxy.username=pia", "bimpeai.proxy.password=" + PASSWORD)
			.run((context) -> assertThat(context.getBean(BimpeAIProperties.class)).asString()
				.contains("username=pia, password=hidden")
				.doesNotContain(PASSWORD));
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues(API)
			.withPropertyValues("bimpeai.proxy.host=127.0.0.1", "bimpeai.proxy.port=" + this.proxy.port());
	}

}
