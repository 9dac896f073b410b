package ai.bimpe.samples.recipes.restaurant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestaurantDemo}, where real data are configured.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		properties = { "restaurant.agent-id=agt_real", "spring.datasource.url=jdbc:nowhere:real" })
@ActiveProfiles("demo")
@Timeout(120)
class RestaurantDemoTests {

	@Test
	void showsTwoBookingsAndRegret(CapturedOutput output) {
		assertThat(output.getOut()).containsSubsequence("Ada: Hello", "Restaurant: Your table for 6", "Noor: Hello",
				"Restaurant: Your table for 6", "Tomi: Hello", "Restaurant: We are sorry", "Ctrl+C ends it");
	}

}
