package ai.bimpe.client.phonenumbers;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * An order for a phone number, which people fulfil. Only the id is sure.
 *
 * @param id the id
 * @param status the state, for example {@code under_review}, or {@code null}; an open set
 * @param businessName the name of the business, or {@code null}
 * @param intendedUse what the number is for, or {@code null}
 * @param region where it is wanted, or {@code null}
 * @param agentCount how many agents will use it, or {@code null}
 * @param outboundMinutes how many minutes will be called, or {@code null}
 * @param e164 the number, in E.164 form, or {@code null} before the order is fulfilled
 * @param agentId the id of the agent that it is linked to, or {@code null}
 * @param label a label, or {@code null}
 * @param createdAt when it was ordered, or {@code null}
 * @param updatedAt when the order last changed, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PhoneNumberRequest(String id, @Nullable String status, @Nullable String businessName,
		@Nullable String intendedUse, @Nullable PhoneNumberRegion region, @Nullable Integer agentCount,
		@Nullable Integer outboundMinutes, @Nullable String e164, @Nullable String agentId, @Nullable String label,
		@Nullable Instant createdAt, @Nullable Instant updatedAt,
		@UnknownFields Map<String, Object> additionalProperties) {

	public PhoneNumberRequest {
		additionalProperties = Values.map(additionalProperties);
	}

}
