package ai.bimpe.samples.recipes.reminders;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemindersDemo}, where real data are configured.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "reminders.interval=50ms", "reminders.again=100ms", "reminders.agent-id=agt_real",
				"spring.datasource.url=jdbc:nowhere:real" })
@ActiveProfiles("demo")
@Timeout(120)
class RemindersDemoTests {

	@Test
	void ringsTwoOfThreeTwice(CapturedOutput output) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(output.getOut()).contains("Ended: call 1 about appointment Ada (reached)",
					"Ended: call 2 about appointment Noor (not reached)",
					"Nobody was reached by call 2 about appointment Tomi"));
	}

	/**
	 * Has calls be over soon.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class ShortCalls implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			if (bean instanceof Simulator simulator) {
				simulator.settings().callStepInterval(Duration.ofMillis(50));
			}
			return bean;
		}

	}

}
