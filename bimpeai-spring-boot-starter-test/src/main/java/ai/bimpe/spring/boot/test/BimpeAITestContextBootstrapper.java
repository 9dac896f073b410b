package ai.bimpe.spring.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextBootstrapper;

/**
 * {@link TestContextBootstrapper} for {@link BimpeAITest @BimpeAITest}.
 */
class BimpeAITestContextBootstrapper extends TestSliceTestContextBootstrapper<BimpeAITest> {

}
