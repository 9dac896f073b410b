package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a custom API, without its secrets.
 *
 * @param name the name
 * @param baseUrl what every address starts with, or {@code null}
 * @param authType how calls are authenticated
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CustomApiConfig(String name, @Nullable String baseUrl, IntegrationAuthType authType,
		@UnknownFields Map<String, Object> additionalProperties) {

	public CustomApiConfig {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never the address, which may hold a token.
	 */
	@Override
	public String toString() {
		return "CustomApiConfig[name=" + this.name + ", authType=" + this.authType + "]";
	}

}
