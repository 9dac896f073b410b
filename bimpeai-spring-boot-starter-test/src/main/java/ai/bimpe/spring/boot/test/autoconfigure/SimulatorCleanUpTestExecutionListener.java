package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.function.Consumer;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * {@link TestExecutionListener} that tells {@link SimulatorCleanUp} of every test.
 */
class SimulatorCleanUpTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		cleanUp(testContext, SimulatorCleanUp::testStarts);
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		cleanUp(testContext, SimulatorCleanUp::testIsOver);
	}

	private static void cleanUp(TestContext testContext, Consumer<SimulatorCleanUp> action) {
		ApplicationContext context = testContext.getApplicationContext();
		context.getBeanProvider(SimulatorCleanUp.class, false).ifAvailable(action);
	}

}
