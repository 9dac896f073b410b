package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.util.List;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.ConditionalOnBimpeAIClient;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
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
public final class BimpeAIHealthContributorAutoConfiguration {

	@Bean
	LastCalls bimpeAILastCalls() {
		return new LastCalls(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(name = { "bimpeaiHealthIndicator", "bimpeaiHealthContributor" })
	BimpeAIHealthIndicator bimpeaiHealthContributor(LastCalls lastCalls, ObjectProvider<BimpeAIStreams> streams,
			ObjectProvider<HealthProbe> probe) {
		return new BimpeAIHealthIndicator(lastCalls,
				() -> streams.stream().map(BimpeAIStreams::all).flatMap(List::stream).toList(), probe.getIfAvailable(),
				Clock.systemUTC());
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
