package ai.bimpe.client.calls;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A telephone call of an agent. Its {@code toString()} does not show the numbers. The
 * earlier API promised nothing but the id.
 *
 * @param id the id
 * @param source the calling number, or {@code null}
 * @param destination the called number, in E.164 form
 * @param status the state
 * @param direction the direction, for example {@code outbound}; an open set
 * @param createdOn when the call was made
 * @param durationSeconds how long it took, in seconds, or {@code null}
 * @param isTestCall whether the shared test telephony was used
 * @param errorReason why it failed, or {@code null}
 * @param endReason why it ended, or {@code null}
 * @param ringingAt when it rang, or {@code null}
 * @param endedAt when it ended, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Call(String id, @Nullable String source, String destination, CallStatus status, String direction,
		Instant createdOn, @Nullable Integer durationSeconds, Boolean isTestCall, @Nullable String errorReason,
		@Nullable String endReason, @Nullable Instant ringingAt, @Nullable Instant endedAt,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Call {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "Call[id=" + this.id + ", status=" + this.status + ", direction=" + this.direction + "]";
	}

}
