package ai.bimpe.spring.boot.autoconfigure;

/**
 * Adapts {@link BimpeAIProperties} to {@link BimpeAIConnectionDetails}.
 */
final class PropertiesBimpeAIConnectionDetails implements BimpeAIConnectionDetails {

	private final BimpeAIProperties properties;

	PropertiesBimpeAIConnectionDetails(BimpeAIProperties properties) {
		this.properties = properties;
	}

	@Override
	public String apiKey() {
		return ConfiguredApiKey.require(this.properties.apiKey());
	}

	@Override
	public String baseUrl() {
		String baseUrl = this.properties.baseUrl();
		return (baseUrl != null) ? baseUrl : BimpeAIConnectionDetails.super.baseUrl();
	}

}
