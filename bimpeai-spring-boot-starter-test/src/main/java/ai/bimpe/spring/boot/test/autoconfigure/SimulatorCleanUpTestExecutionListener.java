package ai.bimpe.spring.boot.test.autoconfigure;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * {@link TestExecutionListener} that tells {@link SimulatorCleanUp} of every test.
 */
class SimulatorCleanUpTestExecutionListener extends AbstractTestExecutionListener {

	private static final String STARTED = SimulatorCleanUpTestExecutionListener.class.getName() + ".started";

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		testContext.getApplicationContext().getBeanProvider(SimulatorCleanUp.class, false).ifAvailable((cleanUp) -> {
			cleanUp.testStarts();
			testContext.setAttribute(STARTED, cleanUp);
		});
	}

	// Also called for a test that another listener did not let begin.
	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.removeAttribute(STARTED) instanceof SimulatorCleanUp cleanUp) {
			cleanUp.testIsOver();
		}
	}

}
