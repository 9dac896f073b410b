package ai.bimpe.spring.boot.autoconfigure.health.actuate;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.ConditionalOnBimpeAIClient;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what the groups of the health
 * endpoint hold of the BimpeAI client and its streams.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BimpeAIAutoConfiguration.class,
		afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({ HealthEndpointGroupsPostProcessor.class, SecurityContext.class,
		ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBimpeAIClient
@ConditionalOnEnabledHealthIndicator("bimpeai")
public final class BimpeAIHealthGroupsAutoConfiguration {

	@Bean
	BimpeAIHealthGroups bimpeAIHealthGroups() {
		return new BimpeAIHealthGroups();
	}

}
