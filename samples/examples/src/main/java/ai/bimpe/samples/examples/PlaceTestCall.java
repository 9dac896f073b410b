package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.calls.MakeCallResult;
import ai.bimpe.client.calls.MakeCallStatus;

import org.springframework.stereotype.Component;

/**
 * Lets an agent ring a telephone, and reads what was said.
 */
@Component
class PlaceTestCall {

	private final BimpeAI bimpeai;

	PlaceTestCall(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	// A call whose outcome is not known is not made again without an idempotency key:
	// nobody wants to be rung twice.
	String ring(String agentId, String destination) {
		MakeCallResult result = this.bimpeai.calls().make(agentId, MakeCallRequest.test(destination));
		if (!MakeCallStatus.INITIATED.equals(result.status()) || result.callId() == null) {
			throw new IllegalStateException("The call was not made: " + result.detail());
		}
		return result.callId();
	}

	boolean isOver(String agentId, String callId) {
		return this.bimpeai.calls().retrieve(agentId, callId).endedAt() != null;
	}

	List<String> transcript(String agentId, String callId) {
		CallDetail call = this.bimpeai.calls().retrieve(agentId, callId);
		return call.conversationLogs().stream().map((line) -> line.role() + ": " + line.message()).toList();
	}

}
