package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a Pipedream app.
 *
 * @param appSlug the name of the app at Pipedream
 * @param appName the name for people, or {@code null}
 * @param appIcon the address of an icon, or {@code null}
 * @param serverUrl the address through which the app is used
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PipedreamIntegrationConfig(String appSlug, @Nullable String appName, @Nullable String appIcon,
		String serverUrl, @UnknownFields Map<String, Object> additionalProperties) {

	public PipedreamIntegrationConfig {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "PipedreamIntegrationConfig[appSlug=" + this.appSlug + "]";
	}

}
