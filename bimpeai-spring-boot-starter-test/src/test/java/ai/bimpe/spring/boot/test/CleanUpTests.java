package ai.bimpe.spring.boot.test;

import java.io.PrintWriter;
import java.io.StringWriter;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.test.app.Restaurant;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is undone after tests that are out of the ordinary.
 */
class CleanUpTests {

	@Test
	void testThatDidNotBeginDoesNotKeepOthersFromBeingUndone() {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(Cases.class))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		TestExecutionSummary summary = listener.getSummary();
		StringWriter failures = new StringWriter();
		summary.printFailuresTo(new PrintWriter(failures));
		assertThat(summary.getFailures()).as(failures.toString())
			.extracting((failure) -> failure.getException().getMessage())
			.containsExactly(Refusal.MESSAGE);
		assertThat(summary.getTestsSucceededCount()).isEqualTo(2);
	}

	/**
	 * The first one does not begin.
	 */
	@BimpeAITest
	@ContextConfiguration(classes = Restaurant.class)
	@TestExecutionListeners(listeners = Refusal.class, mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class Cases {

		@Test
		@Order(1)
		void refused() {
		}

		@Test
		@Order(2)
		void leavesTraces(Simulator simulator) {
			simulator.newAgent("Pia");
		}

		@Test
		@Order(3)
		void seesNone(@Autowired BimpeAI client) {
			assertThat(client.agents().list(ListQuery.create()).data()).isEmpty();
		}

	}

	/**
	 * Refuses a test before the simulator hears of it.
	 */
	static class Refusal implements TestExecutionListener, Ordered {

		static final String MESSAGE = "Not this one";

		// Before the clean-up has begun.
		@Override
		public int getOrder() {
			return 0;
		}

		@Override
		public void beforeTestMethod(TestContext testContext) {
			if (testContext.getTestMethod().getName().equals("refused")) {
				throw new IllegalStateException(MESSAGE);
			}
		}

	}

	@Nested
	@SpringJUnitConfig
	@AutoConfigureBimpeAISimulator
	@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
	@TestPropertySource(properties = { "bimpeai.streams.front-desk.agent-id=agt_1",
			"bimpeai.streams.front-desk.conversation-id=cnv_1" })
	class ContextOfNoApplication {

		@RepeatedTest(2)
		void keepsWhatItBeganWith(Simulator simulator) {
			assertThat(simulator.agent("agt_1").conversation("cnv_1").openStreams()).isEmpty();
		}

		@Configuration(proxyBeanMethods = false)
		static class Nothing {

		}

	}

}
