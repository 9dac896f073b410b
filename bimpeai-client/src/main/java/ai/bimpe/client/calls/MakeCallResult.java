package ai.bimpe.client.calls;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to call. A busy line or a failure is a result too, not an
 * exception.
 *
 * @param status what became of it
 * @param callId the id of the call, or {@code null}
 * @param detail an explanation, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MakeCallResult(MakeCallStatus status, @Nullable String callId, @Nullable String detail,
		@UnknownFields Map<String, Object> additionalProperties) {

	public MakeCallResult {
		additionalProperties = Values.map(additionalProperties);
	}

}
