package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.awaitility.Awaitility.await;

/**
 * What Prometheus scrapes from an application with a stream of a conversation and one of
 * an agent, of which something of every kind has happened.
 */
final class PublishedSeries {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final boolean histograms;

	private PublishedSeries(boolean histograms) {
		this.histograms = histograms;
		this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.registry));
	}

	/**
	 * Check that an application publishes what queries ask for, with the labels and the
	 * values of labels that they ask for.
	 * @param histograms whether histograms are on, as the documentation switches them on
	 * @param queries the queries
	 */
	static void check(boolean histograms, List<String> queries) {
		new PublishedSeries(histograms).run(queries);
	}

	private void run(List<String> queries) {
		try (Simulator simulator = Simulator.builder().answering(false).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			simulator.on("issueStreamTicket").times(1).respond(503);
			simulator.on("listAgents").times(1).respond(429);
			new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
								BimpeAIMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
				.withBean(MeterRegistry.class, () -> this.registry)
				.withBean(ObservationRegistry.class, () -> this.observations)
				.withBean(Listener.class, Listener::new)
				.withPropertyValues("bimpeai.api-key=" + simulator.apiKey(), "bimpeai.base-url=" + simulator.baseUrl(),
						"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
						"bimpeai.streams.desk.agent-id=" + conversation.agentId(),
						"bimpeai.streams.desk.conversation-id=" + conversation.id(),
						"bimpeai.streams.pia.agent-id=" + conversation.agentId(),
						"management.metrics.distribution.percentiles-histogram.bimpeai.client=" + this.histograms,
						"management.metrics.distribution.percentiles-histogram.bimpeai.stream=" + this.histograms)
				.run((context) -> {
					context.getBean(BimpeAI.class).agents().list(ListQuery.create());
					simulator.awaitOpenStreams(1, SOON);
					StreamMeters meters = context.getBean(StreamMeters.class);
					context.getBean(BimpeAIStreams.class).all().forEach((stream) -> {
						meters.onEvent(stream, new StreamEvent.Skipped(StreamEvent.Skipped.Reason.MALFORMED, "msg_1"));
						meters.onEvent(stream,
								new StreamEvent.Reconnecting(1, Duration.ZERO, new BimpeAIException("lost")));
					});
					conversation.receives("hello");
					await().atMost(SOON).untilAsserted(() -> {
						String scraped = this.registry.scrape();
						List<String> lines = scraped.lines().toList();
						queries.forEach((query) -> PrometheusQueries.checkPublished(query, lines));
					});
				});
		}
	}

	/**
	 * Has the messages delivered.
	 */
	static final class Listener {

		@EventListener
		void on(MessageReceivedEvent event) {
		}

	}

}
