package ai.bimpe.spring.boot.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.errors.UserException;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builds clients: properties first, then what the application's beans add.
 */
final class BimpeAIClientFactory {

	private final Function<BimpeAIProperties, BimpeAIConnectors> connectors;

	private final Supplier<WebClient.Builder> webClientBuilder;

	private final List<BimpeAIClientCustomizer> customizers;

	BimpeAIClientFactory(Function<BimpeAIProperties, BimpeAIConnectors> connectors,
			Supplier<WebClient.Builder> webClientBuilder, List<BimpeAIClientCustomizer> customizers) {
		this.connectors = connectors;
		this.webClientBuilder = webClientBuilder;
		this.customizers = customizers;
	}

	BimpeAIConnectors connectors(String account, BimpeAIProperties properties) {
		try {
			return this.connectors.apply(properties);
		}
		catch (BimpeAIConfigurationException ex) {
			throw new BimpeAIConfigurationException(BimpeAIAccounts.named(account, String.valueOf(ex.getMessage())),
					ex);
		}
	}

	ReactiveBimpeAI create(String account, BimpeAIProperties properties, BimpeAIConnectionDetails connectionDetails,
			BimpeAIConnectors connectors) {
		BimpeAIBuilder<ReactiveBimpeAI> builder = ReactiveBimpeAI.builder();
		ApiKeyProvider apiKeyProvider = connectionDetails.apiKeyProvider();
		if (apiKeyProvider != null) {
			builder.apiKeyProvider(apiKeyProvider);
		}
		else {
			builder.apiKey(connectionDetails.apiKey());
		}
		ApiLog log = new ApiLog(account, Clock.systemUTC(), EnvironmentProxy.hint(properties.proxy(), System.getenv()));
		try {
			builder.account(account)
				.baseUrl(connectionDetails.baseUrl())
				.webClientBuilder(this.webClientBuilder)
				.connector(connectors.calls())
				.streamConnector(connectors.streams())
				.callListener(log);
			apply(properties, builder);
			this.customizers.forEach((customizer) -> customizer.customize(builder));
			ReactiveBimpeAI client = builder.build();
			log.started(connectionDetails, builder.baseUrl());
			return client;
		}
		catch (UserException ex) {
			throw new BimpeAIConfigurationException(BimpeAIAccounts.named(account, String.valueOf(ex.getMessage())),
					ex);
		}
	}

	private static void apply(BimpeAIProperties properties, BimpeAIBuilder<?> builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::allowInsecureBaseUrl).to(builder::allowInsecureBaseUrl);
		map.from(properties::timeout).to(builder::timeout);
		map.from(properties::connectTimeout).to(builder::connectTimeout);
		map.from(properties::maxRetries).to(builder::maxRetries);
		map.from(properties.retry()::settings).to(builder::retry);
		map.from(properties.rateLimit()::pace).to(builder::pace);
		map.from(properties::maxResponseSize).to(builder::maxResponseSize);
		map.from(properties::maxEventSize).to(builder::maxEventSize);
		properties.defaultHeaders().forEach(builder::defaultHeader);
	}

}
