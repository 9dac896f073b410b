package ai.bimpe.samples.inbox;

import java.time.Duration;
import java.util.Objects;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Tests for the pages of calls and of the agent.
 */
@InboxTest
class OtherPagesTests {

	@Autowired
	private MockMvcTester web;

	@Autowired
	private Simulator simulator;

	private Duration usual = Duration.ZERO;

	@Test
	void showsWhatTheAgentIsAndKnows() {
		assertThat(this.web.get().uri("/agent")).hasStatusOk()
			.bodyText()
			.contains("Pia", "Lumen &amp; Oak", "Parcel helpdesk", "Opening hours", "https://example.com/help",
					"WhatsApp (test)", "Messages per minute");
	}

	@BeforeEach
	void shortenCalls() {
		this.usual = this.simulator.settings().callStepInterval();
		this.simulator.settings().callStepInterval(Duration.ofMillis(100));
	}

	@AfterEach
	void letCallsTakeAsLongAsUsual() {
		this.simulator.settings().callStepInterval(this.usual);
	}

	@Test
	void ringsOnceHoweverOftenItIsSubmitted() {
		int before = this.simulator.requests("makeCall").size();
		String page = Objects
			.requireNonNull(ring("+44 7700 900461", "key-of-rings-once").getResponse().getRedirectedUrl());
		assertThat(page).startsWith("/calls/");
		assertThat(ring("+44 7700 900461", "key-of-rings-once").getResponse().getRedirectedUrl()).isEqualTo(page);
		assertThat(this.simulator.requests("makeCall")).hasSize(before + 2);
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.web.get().uri(page)).bodyText()
				.contains("Ended", "completed", "Thank you, good bye.")
				.doesNotContain("data-refresh"));
		assertThat(this.web.get().uri("/calls")).bodyText().contains("+447700900461", "The line is busy");
	}

	@Test
	void saysWhatIsWrongWithNumber() {
		MvcTestResult answer = ring("call me", "key-of-wrong-number");
		assertThat(answer).hasRedirectedUrl("/calls");
		assertThat(this.web.get().uri("/calls").flashAttrs(answer.getMvcResult().getFlashMap())).bodyText()
			.contains("BimpeAI did not accept this", "destination", "Request id", "value=\"call me\"");
	}

	private MvcTestResult ring(String destination, String key) {
		return this.web.post()
			.uri("/calls")
			.param("destination", destination)
			.param("key", key)
			.with(csrf())
			.exchange();
	}

}
