package ai.bimpe.samples.recipes.orderstatus;

import ai.bimpe.samples.recipes.demo.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderStatusDemo}, where a real agent is configured.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT, properties = "order-status.agent-id=agt_real")
@ActiveProfiles("demo")
@Timeout(120)
class OrderStatusDemoTests {

	@DynamicPropertySource
	static void port(DynamicPropertyRegistry registry) {
		int port = FreePort.find();
		registry.add("server.port", () -> port);
	}

	@Test
	void asksWithAndWithoutTheSecret(CapturedOutput output) {
		assertThat(output.getOut()).containsSubsequence("Connected 'Order service'", "the tool 'Look up order'",
				"Agent asks for order 20418: 200", "Agent asks for order 4711: 404", "Somebody else asks: 401",
				"Ctrl+C ends it");
	}

}
