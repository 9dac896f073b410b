package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application whose clients connect by another library than Reactor Netty.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtherConnectorsTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private Simulator simulator;

	private SimulatedConversation conversation;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).start();
		this.conversation = this.simulator.newAgent("Pia").newConversation();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void streamThatIsClosedIsClosedAtTheServer() {
		runner().run((context) -> {
			MessageStream stream = context.getBean(BimpeAI.class)
				.conversations()
				.messages()
				.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create());
			CountDownLatch received = new CountDownLatch(1);
			Thread reader = new Thread(() -> stream.forEach((message) -> received.countDown()));
			reader.start();
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives("one");
			assertThat(received.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			stream.close();
			this.simulator.awaitOpenStreams(0, SOON);
			reader.join(SOON.toMillis());
			assertThat(reader.isAlive()).isFalse();
		});
	}

	@Test
	void managedStreamThatIsPausedIsClosedAtTheServer() {
		runner()
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id())
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).find("front-desk").orElseThrow();
				this.simulator.awaitOpenStreams(1, SOON);
				stream.pause();
				this.simulator.awaitOpenStreams(0, SOON);
				stream.resume();
				this.simulator.awaitOpenStreams(1, SOON);
			});
	}

	@Test
	void poolOfCallsIsAsSet() {
		this.simulator.on("listAgents").delay(Duration.ofMillis(50));
		runner().withPropertyValues("bimpeai.pool.max-connections=1").run((context) -> {
			Flux.range(0, 3)
				.flatMap((i) -> context.getBean(ReactiveBimpeAI.class).agents().list(ListQuery.create()))
				.blockLast(SOON);
			assertThat(this.simulator.count("listAgents")).isEqualTo(3);
			assertThat(this.simulator.openConnections()).isEqualTo(1);
		});
	}

	@Test
	void builderOfTheApplicationIsForItsOtherClients(CapturedOutput output) {
		runner().withBean(ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
			.withPropertyValues("bimpeai.accounts.second.api-key=" + this.simulator.apiKey())
			.run((context) -> {
				call(context.getBean(BimpeAI.class));
				assertThat(context.getBean(ClientHttpConnector.class)).isInstanceOf(JdkClientHttpConnector.class);
				assertThat(output)
					.containsOnlyOnce("The BimpeAI client connects by Reactor Netty, and not by what the application's "
							+ "JdkClientHttpConnectorBuilder makes");
			});
	}

	@Test
	void customizersOfReactorNettyApplyAndOthersDoNot() {
		AtomicBoolean other = new AtomicBoolean();
		runner().withBean(AtomicBoolean.class, () -> other).withUserConfiguration(Customizers.class).run((context) -> {
			other.set(false);
			call(context.getBean(BimpeAI.class));
			assertThat(this.simulator.requests("listAgents").get(0).header("X-Customized")).isEqualTo("yes");
			assertThat(other).isFalse();
		});
	}

	@Test
	void cookiesThatOtherClientsHandleAreNotHandled() {
		runner()
			.withBean(HttpClientSettings.class,
					() -> HttpClientSettings.defaults().withCookieHandling(HttpCookieHandling.ENABLE))
			.run((context) -> call(context.getBean(BimpeAI.class)));
		assertThat(this.simulator.count("listAgents")).isOne();
	}

	private static void call(BimpeAI client) {
		client.agents().list(ListQuery.create());
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					BimpeAIStreamsAutoConfiguration.class, WebClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
			.withPropertyValues("spring.http.clients.reactive.connector=jdk",
					"bimpeai.api-key=" + this.simulator.apiKey(), "bimpeai.base-url=" + this.simulator.baseUrl());
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> reactor() {
			return (builder) -> builder
				.withHttpClientCustomizer((client) -> client.headers((headers) -> headers.set("X-Customized", "yes")));
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> jdk(AtomicBoolean called) {
			return (builder) -> {
				called.set(true);
				return builder;
			};
		}

	}

}
