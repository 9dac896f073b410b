package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.util.List;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreams;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the BimpeAI
 * client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class })
@ConditionalOnClass({ ReactiveHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ReactiveBimpeAI.class)
@ConditionalOnEnabledHealthIndicator("bimpeai")
public final class BimpeAIHealthContributorAutoConfiguration {

	@Bean
	LastCall bimpeAILastCall() {
		return new LastCall(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(name = { "bimpeaiHealthIndicator", "bimpeaiHealthContributor" })
	BimpeAIHealthIndicator bimpeaiHealthContributor(LastCall lastCall, ObjectProvider<BimpeAIStreams> streams) {
		return new BimpeAIHealthIndicator(lastCall,
				() -> streams.stream().map(BimpeAIStreams::all).flatMap(List::stream).toList(), Clock.systemUTC());
	}

}
