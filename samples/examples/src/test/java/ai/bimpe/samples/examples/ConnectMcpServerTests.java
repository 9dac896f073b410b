package ai.bimpe.samples.examples;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectMcpServer}.
 */
@ExamplesTest
class ConnectMcpServerTests {

	private final Simulator simulator;

	private final ConnectMcpServer connectMcpServer;

	ConnectMcpServerTests(Simulator simulator, ConnectMcpServer connectMcpServer) {
		this.simulator = simulator;
		this.connectMcpServer = connectMcpServer;
	}

	@Test
	void discoversTheToolsOfTheServer() {
		String agentId = this.simulator.newAgent("Pia").id();
		assertThat(this.connectMcpServer.connect(agentId, "k3str3l-demo")).contains("search items", "reserve item");
		assertThat(this.simulator.count("discoverMcpServerTools")).isEqualTo(1);
	}

}
