package ai.bimpe.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of tickets and event streams.
 */
class StreamTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final MutableClock clock = new MutableClock();

	private Simulator simulator = Simulator.start();

	private TestClient client = TestClient.of(this.simulator);

	private SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	@BeforeEach
	void start() {
		this.simulator.close();
		this.simulator = Simulator.builder().answering(false).clock(this.clock).start();
		this.client = TestClient.of(this.simulator);
		this.conversation = this.simulator.newAgent("Pia").newConversation();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void deliversNewMessagesInOrder() {
		this.conversation.receives("before");
		try (EventReader stream = this.client.stream(this.conversation)) {
			this.conversation.receives("one");
			this.conversation.says("two");
			assertThat(stream.nextText()).isEqualTo("one");
			assertThat(stream.nextText()).isEqualTo("two");
		}
	}

	@Test
	void frameLooksAsDocumented() throws IOException {
		SimulatedMessage message = this.conversation.receives("Hi");
		this.simulator.on("streamMessages").endAfterEvents(1);
		try (EventReader stream = this.client.stream(this.conversation, "&after=2000-01-01T00:00:00Z")) {
			assertThat(stream.readAll()).isEqualTo("id: " + message.id() + "\nevent: message\ndata: {\"id\":\""
					+ message.id() + "\",\"conversation_id\":\"" + this.conversation.id()
					+ "\",\"role\":\"user\",\"message\":\"Hi\",\"message_type\":\"text\",\"created_at\":\""
					+ "2026-07-04T08:00:00.000Z\"}\n\n");
		}
	}

	@Test
	void ticketWorksOnce() {
		String path = TestClient.path(this.conversation) + "/stream?ticket=" + this.client.ticket(this.conversation);
		this.client.stream(path).close();
		assertThat(this.client.stream(path).status()).isEqualTo(401);
	}

	@Test
	void ticketExpires() {
		String ticket = this.client.ticket(this.conversation);
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(this.client.stream(TestClient.path(this.conversation) + "/stream?ticket=" + ticket).status())
			.isEqualTo(401);
	}

	@Test
	void ticketIsForOneConversation() {
		SimulatedConversation other = this.simulator.newConversation(this.conversation.agentId());
		String ticket = this.client.ticket(this.conversation);
		assertThat(this.client.stream(TestClient.path(other) + "/stream?ticket=" + ticket).status()).isEqualTo(401);
	}

	@Test
	void missingTicketIsRefused() {
		assertThat(this.client.stream(TestClient.path(this.conversation) + "/stream").status()).isEqualTo(401);
	}

	@Test
	void replaysWhatIsNewerThanAnId() {
		this.conversation.receives("one");
		String cursor = this.conversation.receives("two").id();
		this.conversation.receives("three");
		try (EventReader stream = this.client.stream(this.conversation, "&after=" + cursor)) {
			this.conversation.receives("four");
			assertThat(stream.nextText()).isEqualTo("three");
			assertThat(stream.nextText()).isEqualTo("four");
		}
	}

	@Test
	void replaysWhatIsNewerThanATime() {
		this.conversation.receives("one");
		Instant cursor = this.clock.instant();
		this.clock.advance(Duration.ofSeconds(1));
		this.conversation.receives("two");
		try (EventReader stream = this.client.stream(this.conversation, "&after=" + cursor)) {
			assertThat(stream.nextText()).isEqualTo("two");
		}
	}

	@Test
	void replaysAfterLastEventId() {
		String cursor = this.conversation.receives("one").id();
		this.conversation.receives("two");
		try (EventReader stream = this.client.with("Last-Event-ID", cursor).stream(this.conversation)) {
			assertThat(stream.nextText()).isEqualTo("two");
		}
	}

	@Test
	void replayCanIncludeTheCursor() {
		this.simulator.settings().replayInclusive(true);
		String cursor = this.conversation.receives("one").id();
		try (EventReader stream = this.client.stream(this.conversation, "&after=" + cursor)) {
			assertThat(stream.nextText()).isEqualTo("one");
		}
	}

	@Test
	void unknownCursorIsRefused() {
		assertThat(this.client.stream(this.conversation, "&after=nothing").status()).isEqualTo(400);
	}

	@Test
	void sendsHeartbeats() throws IOException {
		this.simulator.settings().heartbeatInterval(Duration.ofMillis(10));
		try (EventReader stream = this.client.stream(this.conversation)) {
			EventReader.Event event = stream.next();
			assertThat(event.type()).isEqualTo("heartbeat");
			assertThat(event.id()).isNull();
			assertThat(event.json().path("ts").asLong()).isEqualTo(this.clock.millis());
		}
	}

	@Test
	void recordsThatNoKeyWasSent() {
		this.client.stream(this.conversation).close();
		assertThat(this.simulator.requests("streamMessages")).singleElement()
			.satisfies((request) -> assertThat(request.header("Authorization")).isNull());
	}

	@Test
	void countsOpenStreamsAndNoticesThatAClientWentAway() {
		EventReader stream = this.client.stream(this.conversation);
		this.simulator.awaitOpenStreams(1, SOON);
		assertThat(this.conversation.openStreams()).hasSize(1);
		stream.close();
		this.simulator.awaitOpenStreams(0, SOON);
		assertThat(this.simulator.streamsOpened()).isEqualTo(1);
	}

	@Test
	void limitsOpenStreams() {
		this.simulator.settings().maxStreamsPerKey(1);
		EventReader first = this.client.stream(this.conversation);
		EventReader second = this.client.stream(this.conversation);
		assertThat(second.status()).isEqualTo(429);
		first.close();
		this.simulator.awaitOpenStreams(0, SOON);
		EventReader third = this.client.stream(this.conversation);
		assertThat(third.status()).isEqualTo(200);
		third.close();
	}

	@Test
	void earlierPathAnswers404UnlessSwitchedOn() {
		String path = TestClient.path(this.conversation) + "/messages/stream?ticket=";
		assertThat(this.client.stream(path + this.client.ticket(this.conversation)).status()).isEqualTo(404);
		this.simulator.settings().earlierStreamPath(true);
		EventReader stream = this.client.stream(path + this.client.ticket(this.conversation));
		assertThat(stream.status()).isEqualTo(200);
		stream.close();
	}

	@Test
	void dropStreamsBreaksTheConnection() {
		EventReader stream = this.client.stream(this.conversation);
		this.simulator.awaitOpenStreams(1, SOON);
		assertThat(this.simulator.dropStreams()).isEqualTo(1);
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAll);
	}

	@Test
	void stuckReaderHoldsNoMessagesAndMissesNone() throws IOException {
		String ticket = this.client.ticket(this.conversation);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.simulator.port())) {
			socket.getOutputStream()
				.write(("GET " + TestClient.CONSOLE + TestClient.path(this.conversation) + "/stream?ticket=" + ticket
						+ " HTTP/1.1\r\nHost: localhost\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			this.simulator.awaitOpenStreams(1, SOON);
			String text = "x".repeat(8000);
			for (int i = 0; i < 3000; i++) {
				this.conversation.receives(text);
			}
			assertThat(this.simulator.openStreams().get(0).eventsSent()).isLessThan(3000);
			List<String> ids = new ArrayList<>();
			EventReader reader = new EventReader(200, socket.getInputStream());
			while (ids.size() < 3000) {
				EventReader.Event event = reader.next();
				String id = event.id();
				if (id != null) {
					ids.add(id);
				}
			}
			assertThat(ids)
				.containsExactlyElementsOf(this.conversation.messages().stream().map(SimulatedMessage::id).toList());
		}
	}

}
