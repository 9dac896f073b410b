package ai.bimpe.spring.boot.autoconfigure;

import java.time.Clock;
import java.util.List;

import ai.bimpe.client.ApiKeyProvider;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.CallListener;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.observation.ClientObservationConvention;
import ai.bimpe.client.observation.StreamObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client itself, when the application brings none.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean({ BimpeAI.class, ReactiveBimpeAI.class })
class BimpeAIClientConfiguration {

	@Bean
	@ConditionalOnMissingBean(BimpeAIConnectionDetails.class)
	PropertiesBimpeAIConnectionDetails bimpeAIConnectionDetails(BimpeAIProperties properties,
			ObjectProvider<ApiKeyProvider> apiKeyProvider) {
		return new PropertiesBimpeAIConnectionDetails(properties, apiKeyProvider.getIfAvailable());
	}

	@Bean
	ApiLog bimpeAIApiLog() {
		return new ApiLog(Clock.systemUTC());
	}

	@Bean
	BimpeAIConnectors bimpeAIConnectors(BimpeAIProperties properties, ResourceLoader resourceLoader,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder, ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<SslBundles> sslBundles) {
		return new BimpeAIConnectors(
				connectorBuilder
					.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader())),
				settings.getIfAvailable(HttpClientSettings::defaults), properties, sslBundles.getIfAvailable());
	}

	@Bean
	BimpeAIClientFactory bimpeAIClientFactory(BimpeAIProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ClientObservationConvention> observationConvention,
			ObjectProvider<StreamObservationConvention> streamObservationConvention,
			ObjectProvider<CallListener> callListeners, ObjectProvider<BimpeAIJsonCustomizer> jsonCustomizers,
			ObjectProvider<BimpeAIClientCustomizer> clientCustomizers) {
		return new BimpeAIClientFactory(properties, List.of((builder) -> {
			builder.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
			observationConvention.ifUnique(builder::observationConvention);
			streamObservationConvention.ifUnique(builder::streamObservationConvention);
			callListeners.orderedStream().forEach(builder::callListener);
			jsonCustomizers.orderedStream().forEach((customizer) -> builder.json(customizer::customize));
		}, (builder) -> clientCustomizers.orderedStream().forEach((customizer) -> customizer.customize(builder))));
	}

	@Bean
	ReactiveBimpeAI reactiveBimpeAI(BimpeAIClientFactory factory, BimpeAIConnectionDetails connectionDetails,
			BimpeAIConnectors connectors, ObjectProvider<WebClient.Builder> webClientBuilder) {
		return factory.create(connectionDetails, connectors, webClientBuilder.getIfAvailable(WebClient::builder));
	}

}
