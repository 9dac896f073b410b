package ai.bimpe.samples.recipes.demo;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;

/**
 * Leads to a simulator even when there is an API key, so that a demo never reaches real
 * data.
 */
public class DemoConnection implements BimpeAIConnectionDetails {

	private final Simulator simulator;

	/**
	 * Connect with a simulator.
	 * @param simulator the simulator
	 */
	public DemoConnection(Simulator simulator) {
		this.simulator = simulator;
	}

	@Override
	public String apiKey() {
		return this.simulator.apiKey();
	}

	@Override
	public String baseUrl() {
		return this.simulator.baseUrl();
	}

}
