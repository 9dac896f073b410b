package ai.bimpe.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.simulator.core.RecordedRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the life of a {@link Simulator} and its Java API.
 */
class SimulatorTests {

	@Test
	void startsInUnderASecond() {
		// Pauses of the machine do not hit all of them.
		assertThat(Stream.generate(SimulatorTests::timeToStart).limit(20))
			.anyMatch((time) -> time.compareTo(Duration.ofSeconds(1)) < 0);
	}

	private static Duration timeToStart() {
		long begin = System.nanoTime();
		try (Simulator simulator = Simulator.start()) {
			assertThat(TestClient.of(simulator).get("/agents").status()).isEqualTo(200);
			return Duration.ofNanos(System.nanoTime() - begin);
		}
	}

	@Test
	void closeEndsEveryThread() {
		Set<Thread> before = simulatorThreads();
		try (Simulator simulator = Simulator.builder().answerDelay(Duration.ofHours(1)).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			conversation.receives("Hi");
			TestClient.of(simulator).get("/agents");
			// Those of earlier tests may be about to end.
			assertThat(simulatorThreads()).anyMatch((thread) -> !before.contains(thread));
		}
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(simulatorThreads()).isSubsetOf(before));
	}

	@Test
	void closeClosesStreamsAndThePort() throws IOException {
		Simulator simulator = Simulator.start();
		EventReader stream = TestClient.of(simulator).stream(simulator.newAgent("Pia").newConversation());
		int port = simulator.port();
		simulator.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAll);
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}

	@Test
	void closeCanBeCalledTwice() {
		Simulator simulator = Simulator.start();
		simulator.close();
		simulator.close();
	}

	@Test
	void threadsAreDaemons() {
		try (Simulator simulator = Simulator.start()) {
			TestClient.of(simulator).get("/agents");
			assertThat(simulatorThreads()).allMatch(Thread::isDaemon);
		}
	}

	@Test
	void twoSimulatorsShareNothing() {
		try (Simulator first = Simulator.start(); Simulator second = Simulator.start()) {
			first.newAgent("Pia");
			assertThat(first.port()).isNotEqualTo(second.port());
			assertThat(TestClient.of(first).get("/agents").data()).hasSize(1);
			assertThat(TestClient.of(second).get("/agents").data()).isEmpty();
		}
	}

	@Test
	void conversationHandleWritesForBothSides() {
		try (Simulator simulator = Simulator.builder().answering(false).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			conversation.receives("Hi");
			conversation.says("Hello");
			assertThat(conversation.messages()).extracting(SimulatedMessage::role, SimulatedMessage::text)
				.containsExactly(tuple("user", "Hi"), tuple("assistant", "Hello"));
		}
	}

	@Test
	void deletedConversationIsGoneAndItsStreamDropped() {
		try (Simulator simulator = Simulator.start()) {
			SimulatedAgent agent = simulator.newAgent("Pia");
			SimulatedConversation conversation = agent.newConversation();
			TestClient.of(simulator).stream(conversation);
			simulator.awaitOpenStreams(1, Duration.ofSeconds(5));
			conversation.delete();
			simulator.awaitOpenStreams(0, Duration.ofSeconds(5));
			assertThat(TestClient.of(simulator)
				.get("/agents/" + agent.id() + "/conversations/" + conversation.id())
				.status()).isEqualTo(404);
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> agent.conversation(conversation.id()));
		}
	}

	@Test
	void recordsRequests() {
		try (Simulator simulator = Simulator.start()) {
			TestClient.of(simulator).with("X-Test", "a").get("/agents?limit=5&search=a%20b");
			List<RecordedRequest> requests = simulator.awaitRequests("listAgents", 1, Duration.ofSeconds(5));
			assertThat(requests).singleElement().satisfies((request) -> {
				assertThat(request.method()).isEqualTo("GET");
				assertThat(request.path()).isEqualTo("/api/v1/console/agents");
				assertThat(request.query("search")).isEqualTo("a b");
				assertThat(request.header("x-test")).isEqualTo("a");
				assertThat(request.toString()).doesNotContain(simulator.apiKey());
			});
			assertThat(simulator.count("listAgents")).isEqualTo(1);
			assertThat(simulator.requests()).hasSize(1);
		}
	}

	@Test
	void awaitingRequestsThatDoNotComeFails() {
		try (Simulator simulator = Simulator.start()) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> simulator.awaitRequests("listAgents", 1, Duration.ofMillis(20)))
				.withMessageContaining("1 requests of listAgents");
		}
	}

	@Test
	void unknownAgentsAndOperationsAreRefused() {
		try (Simulator simulator = Simulator.start()) {
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> simulator.agent("agt_none"));
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> simulator.on("listAgnets"));
		}
	}

	@Test
	void resetReturnsToTheBeginning() {
		try (Simulator simulator = Simulator.builder().answering(false).start()) {
			TestClient client = TestClient.of(simulator);
			EventReader stream = client.stream(simulator.newAgent("Pia").newConversation());
			simulator.settings().answering(true);
			simulator.on("listAgents").respond(500);
			simulator.reset();
			simulator.awaitOpenStreams(0, Duration.ofSeconds(5));
			assertThat(client.get("/agents").data()).isEmpty();
			assertThat(simulator.settings().answering()).isFalse();
			assertThat(simulator.requests()).hasSize(1);
			stream.close();
		}
	}

	@Test
	void demoDataCanBeAskedFor() {
		try (Simulator simulator = Simulator.builder().demoData(true).start()) {
			TestClient client = TestClient.of(simulator);
			String agentId = client.get("/agents").data().path(0).path("id").asString();
			assertThat(client.get("/agents/" + agentId + "/conversations").data()).hasSize(2);
		}
	}

	private static Set<Thread> simulatorThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("bimpeai-simulator"))
			.collect(Collectors.toSet());
	}

}
