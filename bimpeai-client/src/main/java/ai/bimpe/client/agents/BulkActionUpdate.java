package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * How many actions were switched.
 *
 * @param updatedCount how many actions changed, or {@code null} when the server did not
 * say
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BulkActionUpdate(@Nullable Integer updatedCount,
		@UnknownFields Map<String, Object> additionalProperties) {

	/** What an answer without a body says. */
	public static final BulkActionUpdate NONE = new BulkActionUpdate(null, Map.of());

	public BulkActionUpdate {
		additionalProperties = Values.map(additionalProperties);
	}

}
