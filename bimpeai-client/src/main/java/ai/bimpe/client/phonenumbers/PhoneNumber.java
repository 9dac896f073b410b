package ai.bimpe.client.phonenumbers;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A phone number of the team.
 *
 * @param id the id
 * @param agentId the id of the agent that it is linked to, or {@code null}
 * @param label a label, or {@code null}
 * @param e164 the number, in E.164 form
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PhoneNumber(String id, @Nullable String agentId, @Nullable String label, String e164,
		@UnknownFields Map<String, Object> additionalProperties) {

	public PhoneNumber {
		additionalProperties = Values.map(additionalProperties);
	}

}
