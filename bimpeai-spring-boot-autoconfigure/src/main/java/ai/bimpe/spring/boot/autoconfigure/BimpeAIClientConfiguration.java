package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.spring.boot.autoconfigure.BimpeAISimulatorProperties.Enabled;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * The client itself, when the application brings none.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean({ BimpeAI.class, ReactiveBimpeAI.class })
@Conditional(OnDefaultClientCondition.class)
class BimpeAIClientConfiguration {

	@Bean
	@ConditionalOnMissingBean(BimpeAIConnectionDetails.class)
	PropertiesBimpeAIConnectionDetails bimpeAIConnectionDetails(BimpeAIProperties properties,
			BimpeAISimulatorProperties simulator, ObjectProvider<ApiKeyProvider> apiKeyProvider) {
		if (simulator.enabled() == Enabled.TRUE) {
			throw new BimpeAIConfigurationException(
					"'" + BimpeAISimulatorProperties.PROPERTY
							+ "' is true, and the simulator is not on the class path: add ai.bimpe:bimpeai-simulator",
					null);
		}
		return new PropertiesBimpeAIConnectionDetails(BimpeAIBuilder.DEFAULT_ACCOUNT, properties,
				apiKeyProvider.getIfAvailable());
	}

	@Bean
	BimpeAIConnectors bimpeAIConnectors(BimpeAIClientFactory factory, BimpeAIProperties properties) {
		return factory.connectors(BimpeAIBuilder.DEFAULT_ACCOUNT, properties);
	}

	@Bean
	ReactiveBimpeAI reactiveBimpeAI(BimpeAIClientFactory factory, BimpeAIProperties properties,
			BimpeAIConnectionDetails connectionDetails, BimpeAIConnectors connectors) {
		return factory.create(BimpeAIBuilder.DEFAULT_ACCOUNT, properties, connectionDetails, connectors);
	}

}
