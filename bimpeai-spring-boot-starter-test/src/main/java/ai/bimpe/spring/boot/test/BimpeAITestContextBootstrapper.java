package ai.bimpe.spring.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextBootstrapper;

/**
 * {@link TestContextBootstrapper} for {@link BimpeAITest @BimpeAITest}.
 *
 * @since 0.1.0
 */
public final class BimpeAITestContextBootstrapper extends TestSliceTestContextBootstrapper<BimpeAITest> {

	/**
	 * Create a bootstrapper.
	 */
	public BimpeAITestContextBootstrapper() {
	}

}
