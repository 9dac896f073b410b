package ai.bimpe.samples.inbox.calls;

import ai.bimpe.client.calls.CallMessage;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.samples.inbox.web.Moment;

/**
 * A line of the transcript of a call.
 *
 * @param speaker who said it
 * @param kind {@code customer} or {@code agent}
 * @param text what was said
 * @param moment when it was said
 */
public record TranscriptLine(String speaker, String kind, String text, Moment moment) {

	static TranscriptLine of(CallMessage message, String agentName) {
		boolean agent = MessageRole.ASSISTANT.equals(message.role());
		return new TranscriptLine(agent ? agentName : "Person called", agent ? "agent" : "customer",
				(message.message() != null) ? message.message() : "[not understood]", Moment.of(message.createdAt()));
	}

}
