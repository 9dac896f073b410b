package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.agents.AgentPersona;
import ai.bimpe.client.agents.CreateAgentRequest;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;

/**
 * Creates an agent for a customer, and only one, however often it is asked to.
 */
@Component
class CreateAgentOnce {

	private final BimpeAI bimpeai;

	CreateAgentOnce(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	AgentCreated create(String customerNumber, String workflowId) {
		CreateAgentRequest request = CreateAgentRequest.builder()
			.workflowId(workflowId)
			.name("Pia from Parcel Desk")
			.description("Answers delivery questions")
			.persona(AgentPersona.FRIENDLY)
			.timezone("Africa/Lagos")
			.build();
		// The server remembers the key for a day, and gives the first answer again.
		return this.bimpeai.agents().create(request, idempotencyKey("agent-for-" + customerNumber));
	}

}
