package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import reactor.netty.http.client.HttpClient;

import org.springframework.core.Ordered;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * Connects the client of every account with the simulator, whatever else customized it.
 */
final class SimulatorClientCustomizer implements BimpeAIClientCustomizer, Ordered {

	private final Simulator simulator;

	private final boolean proxied;

	SimulatorClientCustomizer(Simulator simulator, List<BimpeAIProperties> accounts) {
		this.simulator = simulator;
		this.proxied = accounts.stream().anyMatch((account) -> account.proxy().host() != null);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(BimpeAIBuilder<?> builder) {
		builder.baseUrl(this.simulator.baseUrl()).apiKey(this.simulator.apiKey());
		if (this.proxied) {
			connectDirectly(builder);
		}
	}

	// A proxy does not reach the loopback address of this machine.
	private static void connectDirectly(BimpeAIBuilder<?> builder) {
		ReactorClientHttpConnector direct = new ReactorClientHttpConnector(
				HttpClient.newConnection().followRedirect(false));
		builder.connector(direct).streamConnector(direct);
	}

}
