package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the application's filter of addresses.
 */
class AddressFilterTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private Simulator simulator;

	@BeforeEach
	void start() {
		this.simulator = Simulator.start();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost" })
	void callsToBlockedAddressFailWithTheRemedyAndWithoutRequest(String host) {
		runner(host).withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
			.run((context) -> failsWithoutRequest(context.getBean(BimpeAI.class)));
	}

	@Test
	void filterOfTheSettingsApplies() {
		runner("localhost")
			.withBean(HttpClientSettings.class,
					() -> HttpClientSettings.defaults().withInetAddressFilter(InetAddressFilter.externalAddresses()))
			.run((context) -> failsWithoutRequest(context.getBean(BimpeAI.class)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jdk" })
	void streamToBlockedAddressFailsWithTheRemedyAndWithoutRequest(String connector) {
		runner("localhost").withPropertyValues("spring.http.clients.reactive.connector=" + connector)
			.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
			// Another way for calls, so that the stream gets its ticket.
			.withBean(BimpeAIClientCustomizer.class,
					() -> (builder) -> builder.connector(new ReactorClientHttpConnector()))
			.run((context) -> {
				SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
				MessageFlux stream = context.getBean(ReactiveBimpeAI.class)
					.conversations()
					.messages()
					.stream(conversation.agentId(), conversation.id(), StreamOptions.create());
				assertThatExceptionOfType(UserException.class).isThrownBy(() -> stream.blockLast(SOON))
					.withMessageContaining("The InetAddressFilter of the application blocks");
				assertThat(this.simulator.count("issueStreamTicket")).isOne();
				assertThat(this.simulator.count("streamMessages")).isZero();
			});
	}

	@Test
	void addressThatIsLetThroughIsReached() {
		runner("localhost").withBean(InetAddressFilter.class, () -> InetAddressFilter.of("127.0.0.0/8", "::1"))
			.run((context) -> {
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				assertThat(this.simulator.count("listAgents")).isOne();
			});
	}

	private void failsWithoutRequest(BimpeAI client) {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> client.agents().list(ListQuery.create()))
			.withMessageContaining("The InetAddressFilter of the application blocks")
			.withMessageContaining("'bimpeai.base-url'");
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(this.simulator.openConnections()).isZero();
	}

	private ApplicationContextRunner runner(String host) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one",
					"bimpeai.base-url=http://" + host + ":" + this.simulator.port());
	}

}
