package ai.bimpe.spring.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for managed streams in an application without Spring Boot.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class PlainSpringTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@Test
	void listenerReceivesAMessage(CapturedOutput output) {
		try (Simulator simulator = Simulator.start()) {
			SimulatedConversation conversation = frontDesk(simulator);
			try (AnnotationConfigApplicationContext context = start(simulator)) {
				conversation.awaitStream();
				conversation.receives("A table for two?");
				await().atMost(SOON).until(() -> output.getOut().contains("user: A table for two?"));
				assertThat(context.getBean(BimpeAIStreams.class).all()).extracting(ManagedStream::state)
					.containsExactly(StreamState.LIVE);
			}
		}
	}

	@Test
	void closingTheContextLeavesNoThreadAndNoConnection() throws InterruptedException {
		try (Simulator simulator = Simulator.start()) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			SimulatedConversation conversation = frontDesk(simulator);
			ReactiveBimpeAI bimpeai;
			try (AnnotationConfigApplicationContext context = start(simulator)) {
				conversation.awaitStream();
				bimpeai = context.getBean(ReactiveBimpeAI.class);
				assertThat(startedSince(before)).extracting(Thread::getName)
					.anyMatch((name) -> name.startsWith("bimpeai-frontdesk-"));
				assertThat(simulator.openConnections()).isPositive();
			}
			for (Thread thread : startedSince(before)) {
				thread.join(SOON.toMillis());
				assertThat(thread.isAlive()).as(thread.getName()).isFalse();
			}
			await().atMost(SOON).until(() -> simulator.openStreams().isEmpty() && simulator.openConnections() == 0);
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.blocking().agents().list(ListQuery.create()))
				.withMessageContaining("closed");
		}
	}

	// With the ids that the configuration names.
	private static SimulatedConversation frontDesk(Simulator simulator) {
		return simulator.newAgentWithId("agt_1", "Pia").newConversationWithId("cnv_1", "Ada");
	}

	private static AnnotationConfigApplicationContext start(Simulator simulator) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("simulator",
					Map.of("bimpeai.api-key", simulator.apiKey(), "bimpeai.base-url", simulator.baseUrl())));
		context.register(FrontDeskConfiguration.class);
		context.refresh();
		return context;
	}

	// Event loops and timers of Reactor are daemons, which all clients of the JVM share.
	private static Set<Thread> startedSince(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && !thread.isDaemon())
			.collect(Collectors.toSet());
	}

}
