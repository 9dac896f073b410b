package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.core.ApiKeyProvider;
import org.jspecify.annotations.Nullable;

/**
 * Adapts {@link BimpeAIProperties}, and the {@link ApiKeyProvider} of the application, to
 * {@link BimpeAIConnectionDetails}.
 */
final class PropertiesBimpeAIConnectionDetails implements BimpeAIConnectionDetails {

	private final String account;

	private final BimpeAIProperties properties;

	private final @Nullable ApiKeyProvider apiKeyProvider;

	PropertiesBimpeAIConnectionDetails(String account, BimpeAIProperties properties,
			@Nullable ApiKeyProvider apiKeyProvider) {
		this.account = account;
		this.properties = properties;
		this.apiKeyProvider = apiKeyProvider;
	}

	@Override
	public String apiKey() {
		return ConfiguredApiKey.require(this.account, this.properties);
	}

	@Override
	public @Nullable ApiKeyProvider apiKeyProvider() {
		return this.apiKeyProvider;
	}

	@Override
	public String baseUrl() {
		String baseUrl = this.properties.baseUrl();
		return (baseUrl != null) ? baseUrl : BimpeAIConnectionDetails.super.baseUrl();
	}

}
