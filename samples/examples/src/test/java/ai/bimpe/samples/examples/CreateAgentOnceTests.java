package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CreateAgentOnce}.
 */
@ExamplesTest
class CreateAgentOnceTests {

	private final Simulator simulator;

	private final BimpeAI bimpeai;

	private final CreateAgentOnce createAgentOnce;

	CreateAgentOnceTests(Simulator simulator, BimpeAI bimpeai, CreateAgentOnce createAgentOnce) {
		this.simulator = simulator;
		this.bimpeai = bimpeai;
		this.createAgentOnce = createAgentOnce;
	}

	@Test
	void createsOneAgentHoweverOftenItIsAsked() {
		String workflowId = this.bimpeai.workflows().list(WorkflowQuery.create()).data().get(0).id();
		AgentCreated first = this.createAgentOnce.create("4711", workflowId);
		AgentCreated second = this.createAgentOnce.create("4711", workflowId);
		assertThat(second.id()).isEqualTo(first.id());
		assertThat(this.simulator.count("createAgent")).isEqualTo(2);
		assertThat(this.bimpeai.agents().list(ListQuery.create())).hasSize(1);
	}

	@Test
	void createsAnAgentForEveryCustomer() {
		String workflowId = this.bimpeai.workflows().list(WorkflowQuery.create()).data().get(0).id();
		AgentCreated first = this.createAgentOnce.create("4711", workflowId);
		assertThat(this.createAgentOnce.create("4712", workflowId).id()).isNotEqualTo(first.id());
	}

}
