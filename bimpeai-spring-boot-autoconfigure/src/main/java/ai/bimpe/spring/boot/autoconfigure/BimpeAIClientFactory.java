package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;

import ai.bimpe.client.ApiKeyProvider;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.UserException;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builds the client: properties first, then what the application's beans add.
 */
final class BimpeAIClientFactory {

	private final BimpeAIProperties properties;

	private final List<BimpeAIClientCustomizer> customizers;

	BimpeAIClientFactory(BimpeAIProperties properties, List<BimpeAIClientCustomizer> customizers) {
		this.properties = properties;
		this.customizers = customizers;
	}

	ReactiveBimpeAI create(BimpeAIConnectionDetails connectionDetails, BimpeAIConnectors connectors,
			WebClient.Builder webClientBuilder) {
		BimpeAIBuilder<ReactiveBimpeAI> builder = ReactiveBimpeAI.builder();
		ApiKeyProvider apiKeyProvider = connectionDetails.apiKeyProvider();
		if (apiKeyProvider != null) {
			builder.apiKeyProvider(apiKeyProvider);
		}
		else {
			builder.apiKey(connectionDetails.apiKey());
		}
		try {
			builder.baseUrl(connectionDetails.baseUrl())
				.webClientBuilder(webClientBuilder)
				.connector(connectors.calls())
				.streamConnector(connectors.streams());
			apply(builder);
			this.customizers.forEach((customizer) -> customizer.customize(builder));
			ReactiveBimpeAI client = builder.build();
			ApiLog.started(connectionDetails);
			return client;
		}
		catch (UserException ex) {
			throw new BimpeAIConfigurationException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private void apply(BimpeAIBuilder<?> builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties::allowInsecureBaseUrl).to(builder::allowInsecureBaseUrl);
		map.from(this.properties::timeout).to(builder::timeout);
		map.from(this.properties::connectTimeout).to(builder::connectTimeout);
		map.from(this.properties::maxRetries).to(builder::maxRetries);
		map.from(this.properties.retry()::settings).to(builder::retry);
		map.from(this.properties.rateLimit()::pace).to(builder::pace);
		map.from(this.properties::maxResponseSize).to(builder::maxResponseSize);
		map.from(this.properties::maxEventSize).to(builder::maxEventSize);
		this.properties.defaultHeaders().forEach(builder::defaultHeader);
	}

}
