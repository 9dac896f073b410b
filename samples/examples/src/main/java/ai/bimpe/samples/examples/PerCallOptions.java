package ai.bimpe.samples.examples;

import java.time.Duration;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentDetail;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.header;
import static ai.bimpe.client.core.RequestOption.maxRetries;
import static ai.bimpe.client.core.RequestOption.requestId;
import static ai.bimpe.client.core.RequestOption.timeout;

/**
 * Makes one call in another way than the configuration says.
 */
@Component
class PerCallOptions {

	private final BimpeAI bimpeai;

	PerCallOptions(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	AgentDetail read(String agentId, String traceId) {
		return this.bimpeai.agents()
			.retrieve(agentId, timeout(Duration.ofSeconds(2)), maxRetries(0), requestId(traceId),
					header("X-Shop", "Lagos"));
	}

}
