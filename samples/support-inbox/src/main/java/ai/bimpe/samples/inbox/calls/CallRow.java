package ai.bimpe.samples.inbox.calls;

import ai.bimpe.client.calls.Call;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.samples.inbox.web.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A call in the list.
 *
 * @param id the id of the call
 * @param destination the number that was called
 * @param state its state
 * @param test whether it was a test call
 * @param moment when it was made
 * @param reason why it ended, or {@code null}
 * @param seconds how long it was, or {@code null}
 */
public record CallRow(String id, String destination, CallState state, boolean test, Moment moment,
		@Nullable String reason, @Nullable Integer seconds) {

	static CallRow of(Call call) {
		return new CallRow(call.id(), call.destination(), CallState.of(call.status()),
				Boolean.TRUE.equals(call.isTestCall()), Moment.of(call.createdOn()),
				reason(call.errorReason(), call.endReason()), call.durationSeconds());
	}

	static CallRow of(CallDetail call) {
		return new CallRow(call.id(), call.destination(), CallState.of(call.status()),
				Boolean.TRUE.equals(call.isTestCall()), Moment.of(call.createdOn()),
				reason(call.errorReason(), call.endReason()), call.durationSeconds());
	}

	private static @Nullable String reason(@Nullable String error, @Nullable String end) {
		String reason = (error != null) ? error : end;
		return (reason != null) ? reason.replace('_', ' ') : null;
	}

}
