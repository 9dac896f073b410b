package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What became of a first-party connector: it is connected, or a person must consent first
 * at an address.
 *
 * @param onboardingUrl where a person consents, or {@code null} when none needs to
 * @param success whether it was connected, or {@code null} when a person must consent
 * first
 * @param channelId the id of the new integration, or {@code null} while there is none
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BimpeaiConfigureResult(@Nullable String onboardingUrl, @Nullable Boolean success,
		@Nullable String channelId, @UnknownFields Map<String, Object> additionalProperties) {

	/** What an answer without a body says. */
	public static final BimpeaiConfigureResult NONE = new BimpeaiConfigureResult(null, null, null, Map.of());

	public BimpeaiConfigureResult {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return whether the connector is connected already.
	 * @return {@code false} when a person must consent at {@link #onboardingUrl()} first
	 */
	@JsonIgnore
	public boolean isConnected() {
		return Boolean.TRUE.equals(this.success);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "BimpeaiConfigureResult[success=" + this.success + ", channelId=" + this.channelId + "]";
	}

}
