package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.core.ApiKeyProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details required to reach the Console API. A bean of this type takes the place of
 * {@code bimpeai.api-key} and {@code bimpeai.base-url}.
 *
 * @since 0.1.0
 */
public interface BimpeAIConnectionDetails extends ConnectionDetails {

	/**
	 * Return the API key of the team.
	 * @return the key
	 */
	String apiKey();

	/**
	 * Return what gives the key at run time, in place of {@link #apiKey()}.
	 * @return the provider, or {@code null} when the key does not change
	 */
	default @Nullable ApiKeyProvider apiKeyProvider() {
		return null;
	}

	/**
	 * Return where the API is.
	 * @return the base URL
	 */
	default String baseUrl() {
		return BimpeAIBuilder.DEFAULT_BASE_URL;
	}

}
