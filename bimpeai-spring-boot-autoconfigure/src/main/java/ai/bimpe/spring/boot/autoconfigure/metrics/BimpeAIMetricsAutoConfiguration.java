package ai.bimpe.spring.boot.autoconfigure.metrics;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of calls and of
 * {@link BimpeAIStreams}, besides the timers of their observations.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIStreamsAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class BimpeAIMetricsAutoConfiguration {

	@Bean
	CallMeters bimpeAICallMeters(MeterRegistry registry) {
		return new CallMeters(registry);
	}

	@Bean
	UnownedShards bimpeAIUnownedShards() {
		return new UnownedShards(System::nanoTime);
	}

	@Bean
	StreamMeters bimpeAIStreamMeters(MeterRegistry registry, UnownedShards unowned) {
		return new StreamMeters(registry, unowned);
	}

	@Bean
	@ConditionalOnBean(BimpeAIStreams.class)
	StreamStateMeters bimpeAIStreamStateMeters(BimpeAIStreams streams, ObjectProvider<BimpeAIAccounts> accounts) {
		return new StreamStateMeters(streams, accounts.stream().flatMap((all) -> all.names().stream()).toList());
	}

}
