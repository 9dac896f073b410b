package ai.bimpe.samples.recipes.refresh;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * Runs the refresh as it is configured, against a simulator.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = { "spring.config.name=refresh", "refresh.agent-id=agt_of_no_test",
		"refresh.folder=folder-of-no-test", "refresh.cron=-", "bimpeai.retry.initial-delay=10ms" })
@AutoConfigureBimpeAISimulator
@Timeout(300)
@interface RefreshTest {

}
