package ai.bimpe.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.netty.http.HttpResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that clients of one JVM do not depend on each other.
 */
class SeveralClientsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void callsAndStreamsGoOnWhenAnotherClientIsClosed() {
		try (ReactiveBimpeAI client = client("127.0.0.1")) {
			List<StreamMessage> messages = new CopyOnWriteArrayList<>();
			Disposable stream = client.conversations()
				.messages()
				.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create())
				.subscribe(messages::add);
			this.simulator.awaitOpenStreams(1, TIMEOUT);
			try (ReactiveBimpeAI other = client("127.0.0.1")) {
				other.agents().list(ListQuery.create()).blockLast(TIMEOUT);
			}
			client.agents().list(ListQuery.create()).blockLast(TIMEOUT);
			this.conversation.receives("hello");
			await().atMost(TIMEOUT).until(() -> messages.size() == 1);
			assertThat(this.simulator.count("streamMessages")).isOne();
			stream.dispose();
		}
	}

	// Spring Boot does so when it closes an application context.
	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost" })
	void callsGoOnWhenTheEventLoopsOfTheJvmAreDisposed(String host) {
		try (ReactiveBimpeAI client = client(host)) {
			client.agents().list(ListQuery.create()).blockLast(TIMEOUT);
			HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, TIMEOUT).block();
			client.agents().list(ListQuery.create()).blockLast(TIMEOUT);
			assertThat(this.simulator.count("listAgents")).isEqualTo(2);
		}
	}

	private ReactiveBimpeAI client(String host) {
		return ReactiveBimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl("http://" + host + ":" + this.simulator.port())
			.maxRetries(0)
			.build();
	}

}
