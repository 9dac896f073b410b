package ai.bimpe.samples.recipes.export;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * Runs the export as it is configured, against a simulator.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = { "spring.config.name=export", "export.agent-id=agt_of_no_test",
		"bimpeai.retry.initial-delay=10ms" })
@AutoConfigureBimpeAISimulator
@Timeout(300)
@interface ExportTest {

}
