package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.CustomApiIntegration;
import ai.bimpe.client.agents.IntegrationTool;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectCustomApi}.
 */
@ExamplesTest
class ConnectCustomApiTests {

	private final Simulator simulator;

	private final BimpeAI bimpeai;

	private final ConnectCustomApi connectCustomApi;

	ConnectCustomApiTests(Simulator simulator, BimpeAI bimpeai, ConnectCustomApi connectCustomApi) {
		this.simulator = simulator;
		this.bimpeai = bimpeai;
		this.connectCustomApi = connectCustomApi;
	}

	@Test
	void givesTheAgentATool() {
		String agentId = this.simulator.newAgent("Pia").id();
		CustomApiIntegration api = this.connectCustomApi.connect(agentId, "k3str3l-demo");
		IntegrationTool tool = this.connectCustomApi.addTool(agentId, api.id());
		assertThat(this.bimpeai.agents().integrations().customApi().tools().list(agentId, api.id()))
			.containsExactly(tool);
	}

	@Test
	void neverShowsTheKey() {
		CustomApiIntegration api = this.connectCustomApi.connect(this.simulator.newAgent("Pia").id(), "k3str3l-demo");
		assertThat(api.toString()).doesNotContain("k3str3l-demo");
		assertThat(this.simulator.requests("configureCustomApiIntegration").get(0).body()).contains("k3str3l-demo");
	}

}
