package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportMessage;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@code --debug} says about the beans that came, and those that did not.
 */
class ConditionReportTests {

	private static final String KEY = "sk_never_shown";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
				BimpeAIClusterAutoConfiguration.class, BimpeAIMetricsAutoConfiguration.class,
				BimpeAIHealthContributorAutoConfiguration.class, BimpeAIEndpointAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=" + KEY);

	@Test
	void clientCameBecauseThereIsNoOther() {
		this.runner.run((context) -> assertThat(cameBecause(context, "BimpeAIClientConfiguration"))
			.contains("@ConditionalOnMissingBean (types: ai.bimpe.client.BimpeAI,ai.bimpe.client.ReactiveBimpeAI")
			.contains("did not find any beans"));
	}

	@Test
	void clientDidNotComeBesideThatOfTheApplication() {
		this.runner.withBean("own", ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIClientConfiguration"))
				.contains("found beans of type 'ai.bimpe.client.ReactiveBimpeAI' own"));
	}

	@Test
	void blockingFaceDidNotComeBesideSeveralClients() {
		this.runner.withBean("one", ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.withBean("two", ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIAutoConfiguration#bimpeAI"))
				.contains("found multiple beans 'one', 'two'"));
	}

	@Test
	void nothingCameWithoutTheClientOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(BimpeAI.class))
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIAutoConfiguration"))
				.contains("did not find required class 'ai.bimpe.client.BimpeAI'"));
	}

	@Test
	void streamsCameBecauseOfTheClient() {
		this.runner.run((context) -> {
			assertThat(cameBecause(context, "BimpeAIStreamsAutoConfiguration"))
				.contains("@ConditionalOnBean (types: ai.bimpe.client.ReactiveBimpeAI")
				.contains("found bean 'reactiveBimpeAI'");
			assertThat(cameBecause(context, "BimpeAIStreamsAutoConfiguration#bimpeAICheckpointStore"))
				.contains("did not find any beans");
		});
	}

	@Test
	void streamsDidNotComeWithoutClient() {
		this.runner.withClassLoader(new FilteredClassLoader(BimpeAI.class))
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIStreamsAutoConfiguration"))
				.contains("did not find any beans of type ai.bimpe.client.ReactiveBimpeAI"));
	}

	@Test
	void checkpointsInMemoryDidNotComeBesideStore() {
		this.runner.withBean("vault", CheckpointStore.class, () -> mock(CheckpointStore.class))
			.run((context) -> assertThat(
					didNotComeBecause(context, "BimpeAIStreamsAutoConfiguration#bimpeAICheckpointStore"))
				.contains("CheckpointStore' vault"));
	}

	@Test
	void clusterCameBecauseOfItsProperty() {
		this.runner.withBean(DefaultLockRegistry.class)
			.withBean(ConcurrentMetadataStore.class, SimpleMetadataStore::new)
			.withPropertyValues("bimpeai.cluster.enabled=true")
			.run((context) -> {
				assertThat(cameBecause(context, "BimpeAIClusterAutoConfiguration"))
					.contains("(bimpeai.cluster.enabled=true) matched");
				assertThat(cameBecause(context, "MetadataCheckpointStoreConfiguration"))
					.contains("found a single bean");
			});
	}

	@Test
	void clusterDidNotComeWithoutItsProperty() {
		this.runner.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIClusterAutoConfiguration"))
			.contains("(bimpeai.cluster.enabled=true) did not find property 'bimpeai.cluster.enabled'"));
	}

	@Test
	void clusterDidNotComeBesideOwnershipOfTheApplication() {
		this.runner.withBean("own", StreamOwnership.class, () -> mock(StreamOwnership.class))
			.withPropertyValues("bimpeai.cluster.enabled=true")
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIClusterAutoConfiguration"))
				.contains("StreamOwnership' own"));
	}

	@Test
	void healthCameBecauseNothingSwitchesItOff() {
		this.runner.run((context) -> {
			assertThat(cameBecause(context, "BimpeAIHealthContributorAutoConfiguration"))
				.contains("@ConditionalOnEnabledHealthIndicator management.health.defaults.enabled is considered true");
			assertThat(didNotComeBecause(context, "BimpeAIHealthContributorAutoConfiguration.ProbeConfiguration"))
				.contains("did not find property 'management.health.bimpeai.probe.enabled'");
		});
	}

	@Test
	void healthDidNotComeWhenItIsSwitchedOff() {
		this.runner.withPropertyValues("management.health.bimpeai.enabled=false")
			.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIHealthContributorAutoConfiguration"))
				.contains("@ConditionalOnEnabledHealthIndicator management.health.bimpeai.enabled is false"));
	}

	@Test
	void healthDidNotComeBesideThatOfTheApplication() {
		this.runner
			.withBean("bimpeaiHealthIndicator", ReactiveHealthIndicator.class,
					() -> mock(ReactiveHealthIndicator.class))
			.run((context) -> assertThat(
					didNotComeBecause(context, "BimpeAIHealthContributorAutoConfiguration#bimpeaiHealthContributor"))
				.contains("found beans named bimpeaiHealthIndicator"));
	}

	@Test
	void endpointCameBecauseItIsExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=bimpeai")
			.run((context) -> assertThat(cameBecause(context, "BimpeAIEndpointAutoConfiguration")).contains(
					"@ConditionalOnAvailableEndpoint marked as exposed by a 'management.endpoints.web.exposure'"));
	}

	@Test
	void endpointDidNotComeWhileNothingExposesIt() {
		this.runner.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIEndpointAutoConfiguration"))
			.contains("@ConditionalOnAvailableEndpoint not exposed"));
	}

	@Test
	void metersCameBecauseOfTheRegistry() {
		this.runner.withBean("meters", MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(cameBecause(context, "BimpeAIMetricsAutoConfiguration"))
				.contains("found bean 'meters'"));
	}

	@Test
	void metersDidNotComeWithoutRegistry() {
		this.runner.run((context) -> assertThat(didNotComeBecause(context, "BimpeAIMetricsAutoConfiguration"))
			.contains("did not find any beans of type io.micrometer.core.instrument.MeterRegistry"));
	}

	private static String cameBecause(AssertableApplicationContext context, String name) {
		return section(context, name + " matched:");
	}

	private static String didNotComeBecause(AssertableApplicationContext context, String name) {
		assertThat(section(context, name + ":")).contains("Did not match:");
		return section(context, name + ":");
	}

	private static String section(AssertableApplicationContext context, String title) {
		assertThat(context).hasNotFailed();
		String report = new ConditionEvaluationReportMessage(
				ConditionEvaluationReport.get(context.getSourceApplicationContext().getBeanFactory()))
			.toString();
		assertThat(report).contains("   " + title + System.lineSeparator()).doesNotContain(KEY);
		String section = report.substring(report.indexOf("   " + title + System.lineSeparator()));
		return section.substring(0, section.indexOf(System.lineSeparator().repeat(2)));
	}

}
