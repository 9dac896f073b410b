package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a tool discovery.
 *
 * @param discovered how many tools the server offers, or {@code null} when the answer did
 * not say
 * @param created how many of them are new, or {@code null} when the answer did not say
 * @param updated how many of them changed, or {@code null} when the answer did not say
 * @param disabled how many stored tools it offers no more, or {@code null} when the
 * answer did not say
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record McpServerDiscoverResult(@Nullable Integer discovered, @Nullable Integer created,
		@Nullable Integer updated, @Nullable Integer disabled,
		@UnknownFields Map<String, Object> additionalProperties) {

	/** What an answer without a body says. */
	public static final McpServerDiscoverResult NONE = new McpServerDiscoverResult(null, null, null, null, Map.of());

	public McpServerDiscoverResult {
		additionalProperties = Values.map(additionalProperties);
	}

}
