package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.observation.ClientObservationConvention;
import ai.bimpe.client.observation.DefaultClientObservationConvention;
import ai.bimpe.client.observation.DefaultStreamObservationConvention;
import ai.bimpe.client.observation.StreamObservationConvention;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that conventions of the application name what the client observes.
 */
class ObservationConventionTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
		.withBean(ObservationRegistry.class, () -> this.registry)
		.withPropertyValues("bimpeai.api-key=" + this.simulator.apiKey(),
				"bimpeai.base-url=" + this.simulator.baseUrl());

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void callsAreNamedByTheApplication() {
		this.runner.withBean(ClientObservationConvention.class, () -> new DefaultClientObservationConvention() {
			@Override
			public String getName() {
				return "my.call";
			}
		}).run((context) -> {
			context.getBean(BimpeAI.class).agents().retrieve(this.conversation.agentId());
			assertThat(this.registry).hasObservationWithNameEqualTo("my.call");
		});
	}

	@Test
	void connectionsOfStreamsAreNamedByTheApplication() {
		this.runner.withBean(StreamObservationConvention.class, () -> new DefaultStreamObservationConvention() {
			@Override
			public String getName() {
				return "my.connection";
			}
		}).run((context) -> {
			context.getBean(ReactiveBimpeAI.class)
				.conversations()
				.messages()
				.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create())
				.events()
				.blockFirst(SOON);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.registry).hasObservationWithNameEqualTo("my.connection"));
		});
	}

}
