package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a connection test. A failure can come as this value or as a
 * {@link ai.bimpe.client.errors.BadRequestException} with the code
 * {@code integration_connection_failed}.
 *
 * @param success whether the server was reached, or {@code null} when the answer did not
 * say
 * @param message free text, or {@code null} when the answer did not say
 * @param error what went wrong, or {@code null}
 * @param toolsCount how many tools the server offers, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record McpServerTestResult(@Nullable Boolean success, @Nullable String message, @Nullable String error,
		@Nullable Integer toolsCount, @UnknownFields Map<String, Object> additionalProperties) {

	/** What an answer without a body says. */
	public static final McpServerTestResult NONE = new McpServerTestResult(null, null, null, null, Map.of());

	public McpServerTestResult {
		additionalProperties = Values.map(additionalProperties);
	}

}
