package ai.bimpe.samples.inbox.calls;

import java.util.List;

import ai.bimpe.client.calls.CallStatus;

import org.springframework.util.StringUtils;

/**
 * The state of a call.
 *
 * @param label the state in a word
 * @param css the name of its colour
 * @param step how far the call came on its usual way, from 0; -1 when it left it
 * @param over whether nothing follows
 */
public record CallState(String label, String css, int step, boolean over) {

	private static final List<CallStatus> WAY = List.of(CallStatus.QUEUED, CallStatus.RINGING, CallStatus.ANSWERED,
			CallStatus.ENDED);

	private static final List<CallStatus> WRONG = List.of(CallStatus.BUSY, CallStatus.FAILED, CallStatus.CANCELLED);

	static CallState of(CallStatus status) {
		boolean wrong = WRONG.contains(status);
		boolean over = wrong || CallStatus.ENDED.equals(status);
		String css = wrong ? "bad" : (CallStatus.ENDED.equals(status) ? "still" : "good");
		return new CallState(StringUtils.capitalize(status.value().replace('_', ' ')), css, WAY.indexOf(status), over);
	}

	/**
	 * Return the states of a call that goes well.
	 * @return their names in order
	 */
	static List<String> way() {
		return WAY.stream().map((status) -> StringUtils.capitalize(status.value())).toList();
	}

}
