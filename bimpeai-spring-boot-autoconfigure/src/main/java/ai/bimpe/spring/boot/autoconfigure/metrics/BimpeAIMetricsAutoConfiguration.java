package ai.bimpe.spring.boot.autoconfigure.metrics;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreams;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of
 * {@link BimpeAIStreams}. Calls need none of their own: their timer comes from their
 * observation.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class BimpeAIMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StreamMeters bimpeAIStreamMeters(MeterRegistry registry) {
		return new StreamMeters(registry);
	}

}
