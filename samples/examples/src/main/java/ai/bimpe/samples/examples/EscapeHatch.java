package ai.bimpe.samples.examples;

import java.util.Map;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Calls an operation by its path: one that is too new for this client, or one whose
 * headers matter. Key, retries and errors are those of every other call.
 */
@Component
class EscapeHatch {

	private final BimpeAI bimpeai;

	EscapeHatch(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	@Nullable String rename(String agentId, String name) {
		ApiRequest request = ApiRequest.patch("/agents/{agentId}", agentId).body(Map.of("name", name));
		AgentName renamed = this.bimpeai.request(request, AgentName.class).data();
		return (renamed != null) ? renamed.name() : null;
	}

	@Nullable Integer requestsLeft() {
		ApiResponse<Object> response = this.bimpeai.request(ApiRequest.get("/agents").query("limit", "1"),
				Object.class);
		return response.rateLimit().remaining();
	}

	/**
	 * As much of an agent as this code needs.
	 */
	record AgentName(String name) {
	}

}
