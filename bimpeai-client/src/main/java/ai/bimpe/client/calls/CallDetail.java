package ai.bimpe.client.calls;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A telephone call with its times and transcript. Its {@code toString()} shows neither
 * numbers nor texts.
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
 * @param startedAt when it was started, or {@code null}
 * @param answeredAt when it was answered, or {@code null}
 * @param conversationLogs the transcript, line by line
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CallDetail(String id, @Nullable String source, String destination, CallStatus status, String direction,
		Instant createdOn, @Nullable Integer durationSeconds, Boolean isTestCall, @Nullable String errorReason,
		@Nullable String endReason, @Nullable Instant ringingAt, @Nullable Instant endedAt, @Nullable Instant startedAt,
		@Nullable Instant answeredAt, List<CallMessage> conversationLogs,
		@UnknownFields Map<String, Object> additionalProperties) {

	public CallDetail {
		conversationLogs = Values.list(conversationLogs);
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "CallDetail[id=" + this.id + ", status=" + this.status + ", direction=" + this.direction + "]";
	}

}
