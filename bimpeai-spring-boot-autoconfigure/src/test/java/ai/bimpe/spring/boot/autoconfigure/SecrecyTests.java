package ai.bimpe.spring.boot.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Searches everything that the starter says, at the finest level, for what it must not
 * say.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String KEY = "sk_0123456789_secret";

	private static final String TEXT = "the words of a customer";

	private static final String HEADER = "a header worth hiding";

	@Test
	void neverTellsKeyHeaderTicketOrText(CapturedOutput output) {
		Logger ours = (Logger) LoggerFactory.getLogger("ai.bimpe");
		Level before = ours.getLevel();
		ours.setLevel(Level.TRACE);
		List<String> told = new CopyOnWriteArrayList<>();
		try (Simulator simulator = Simulator.start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			MeterRegistry meters = new SimpleMeterRegistry();
			runner(simulator, conversation, meters, told).run((context) -> {
				simulator.awaitOpenStreams(1, SOON);
				conversation.receives(TEXT);
				await().atMost(SOON)
					.until(() -> told.stream().anyMatch((event) -> event.contains("MessageDeliveryFailed")));
				await().atMost(SOON)
					.until(() -> told.stream()
						.anyMatch((event) -> event.contains("NotFoundException: issueStreamTicket")));
				simulator.dropStreams();
				simulator.awaitRequests("streamMessages", 2, SOON);
				simulator.on("listAgents").times(3).respond(503);
				BimpeAI client = context.getBean(BimpeAI.class);
				assertThatException().isThrownBy(() -> client.agents().list(ListQuery.create()))
					.satisfies((failure) -> told.add(failure.toString()));
				told.add(context.getBean(BimpeAIProperties.class).toString());
				told.add(context.getBean(BimpeAIConnectionDetails.class).toString());
				told.add(Objects.toString(context.getBean(ReactiveHealthIndicator.class).health().block()));
				meters.getMeters().forEach((meter) -> told.add(meter.getId().toString()));
			});
			List<String> tickets = simulator.requests("streamMessages")
				.stream()
				.flatMap((request) -> request.query().getOrDefault("ticket", List.of()).stream())
				.toList();
			assertThat(tickets).isNotEmpty();
			assertThat(output.toString() + told)
				.contains("front-desk", "bimpeai.client", "bimpeai.stream.connection", "bimpeai.stream.delivery")
				.doesNotContain(KEY, TEXT, HEADER)
				.doesNotContain(tickets);
		}
		finally {
			ours.setLevel(before);
		}
	}

	private static ApplicationContextRunner runner(Simulator simulator, SimulatedConversation conversation,
			MeterRegistry meters, List<String> told) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(meters))
			.observationHandler(new Teller(told));
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
							BimpeAIMetricsAutoConfiguration.class, BimpeAIHealthContributorAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> meters)
			.withBean(ObservationRegistry.class, () -> observations)
			.withBean("events", ApplicationListener.class, () -> (event) -> {
				if (event instanceof PayloadApplicationEvent<?> payload) {
					told.add(payload.getPayload().toString());
					if (payload.getPayload() instanceof MessageReceivedEvent received) {
						throw new IllegalStateException("Cannot take: " + received.message().message());
					}
					if (payload.getPayload() instanceof StreamStateChangedEvent changed) {
						told.add(String.valueOf(changed.cause()));
					}
				}
			})
			.withBean(DeadLetters.class, DeadLetters::new)
			.withPropertyValues("bimpeai.api-key=" + KEY, "bimpeai.base-url=" + simulator.baseUrl(),
					"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
					"bimpeai.default-headers.X-Hidden=" + HEADER,
					"bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + conversation.id(),
					"bimpeai.streams.front-desk.delivery.initial-delay=1ms",
					"bimpeai.streams.front-desk.delivery.max-attempts=3", "bimpeai.streams.wrong.agent-id=agt_wrong",
					"bimpeai.streams.wrong.conversation-id=cnv_1", "bimpeai.streams.wrong.after=2026-01-31T12:00:00Z");
	}

	/**
	 * Takes what cannot be delivered.
	 */
	static class DeadLetters {

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	/**
	 * Tells everything that an observation holds.
	 */
	private static final class Teller implements ObservationHandler<Observation.Context> {

		private final List<String> told;

		private Teller(List<String> told) {
			this.told = told;
		}

		@Override
		public void onStop(Observation.Context context) {
			this.told.add(context.toString() + context.getAllKeyValues());
			Throwable error = context.getError();
			if (error != null) {
				StringWriter trace = new StringWriter();
				error.printStackTrace(new PrintWriter(trace));
				this.told.add(trace.toString());
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
