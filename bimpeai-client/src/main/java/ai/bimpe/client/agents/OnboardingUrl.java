package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Where a person finishes a connection.
 *
 * @param onboardingUrl the address, or {@code null} when the server did not say
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record OnboardingUrl(@Nullable String onboardingUrl, @UnknownFields Map<String, Object> additionalProperties) {

	/** What an answer without a body says. */
	public static final OnboardingUrl NONE = new OnboardingUrl(null, Map.of());

	public OnboardingUrl {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "OnboardingUrl[]";
	}

}
