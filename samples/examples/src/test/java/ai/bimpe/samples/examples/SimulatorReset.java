package ai.bimpe.samples.examples;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives every test a simulator without the traces of the one before.
 */
class SimulatorReset implements BeforeEachCallback {

	@Override
	public void beforeEach(ExtensionContext context) {
		SpringExtension.getApplicationContext(context).getBean(Simulator.class).reset();
	}

}
