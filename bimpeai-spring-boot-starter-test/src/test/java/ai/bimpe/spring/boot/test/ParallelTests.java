package ai.bimpe.spring.boot.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for tests that run at the same time.
 */
class ParallelTests {

	@Test
	void testsOfOneContextDoNotDisturbEachOther() {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(Cases.class))
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		TestExecutionSummary summary = listener.getSummary();
		StringWriter failures = new StringWriter();
		summary.printFailuresTo(new PrintWriter(failures));
		assertThat(summary.getTestsSucceededCount()).as(failures.toString()).isEqualTo(Cases.COUNT);
	}

	/**
	 * Two and two run at the same time.
	 */
	@BimpeAITest
	@ContextConfiguration(classes = Restaurant.class)
	static class Cases {

		static final int COUNT = 8;

		private static final CyclicBarrier BOTH = new CyclicBarrier(2);

		@Autowired
		private BimpeAIStreams streams;

		@RepeatedTest(COUNT)
		void bookTable(RepetitionInfo repetition, Simulator simulator, SimulatedConversation conversation)
				throws Exception {
			String request = "A table for " + repetition.getCurrentRepetition();
			conversation.on("sendMessage").times(1).respond(503);
			this.streams.subscribe(StreamSpec.of("of-" + conversation.id(), conversation.agentId(), conversation.id()));
			conversation.awaitStream();
			BOTH.await(60, TimeUnit.SECONDS);
			conversation.receives(request);
			assertThat(conversation).eventually().hasSentExactly("Confirmed: " + request);
			assertThat(conversation).eventually().received("sendMessage").times(2);
			assertThat(simulator).receivedNo("makeCall");
		}

	}

}
