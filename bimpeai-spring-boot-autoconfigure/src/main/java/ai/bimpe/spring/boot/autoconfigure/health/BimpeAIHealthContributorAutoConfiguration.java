package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.util.List;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.ConditionalOnBimpeAIClient;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the BimpeAI
 * client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class })
@ConditionalOnClass({ ReactiveHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBimpeAIClient
@ConditionalOnEnabledHealthIndicator("bimpeai")
@EnableConfigurationProperties(BimpeAIHealthProperties.class)
public final class BimpeAIHealthContributorAutoConfiguration {

	@Bean
	LastCalls bimpeAILastCalls() {
		return new LastCalls(Clock.systemUTC());
	}

	@Bean
	ApiActivity bimpeAIApiActivity() {
		return new ApiActivity(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(name = { "bimpeaiHealthIndicator", "bimpeaiHealthContributor" })
	BimpeAIHealthIndicator bimpeaiHealthContributor(LastCalls lastCalls, ObjectProvider<BimpeAIStreams> streams,
			ObjectProvider<HealthProbe> probe, ApiActivity activity, BimpeAIHealthProperties properties) {
		return new BimpeAIHealthIndicator(lastCalls, () -> all(streams), probe.getIfAvailable(), activity,
				properties.downAfter(), Clock.systemUTC());
	}

	@Bean
	@Conditional(OnReadinessStreams.class)
	BimpeAIReadinessIndicator bimpeaiReadinessHealthContributor(ObjectProvider<BimpeAIStreams> streams,
			BimpeAIHealthProperties properties) {
		return new BimpeAIReadinessIndicator(properties.readinessStreams(), () -> all(streams), properties.downAfter(),
				Clock.systemUTC());
	}

	private static List<ManagedStream> all(ObjectProvider<BimpeAIStreams> streams) {
		return streams.stream().map(BimpeAIStreams::all).flatMap(List::stream).toList();
	}

	/**
	 * Streams that count for readiness are named.
	 */
	static class OnReadinessStreams extends OnPropertyListCondition {

		OnReadinessStreams() {
			super("management.health.bimpeai.readiness-streams",
					() -> ConditionMessage.forCondition("BimpeAI readiness streams"));
		}

	}

	/**
	 * One call more than the application makes, when it is asked for.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("management.health.bimpeai.probe.enabled")
	@ConditionalOnSingleCandidate(ReactiveBimpeAI.class)
	@EnableConfigurationProperties(BimpeAIHealthProbeProperties.class)
	static class ProbeConfiguration {

		@Bean
		HealthProbe bimpeAIHealthProbe(ReactiveBimpeAI client, BimpeAIHealthProbeProperties properties) {
			return new HealthProbe(client, properties, Clock.systemUTC());
		}

	}

}
