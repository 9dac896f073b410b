package ai.bimpe.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.core.Chaos;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of scripted faults of event streams.
 */
class StreamFaultTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final String ALL = "&after=2000-01-01T00:00:00Z";

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final TestClient client = TestClient.of(this.simulator);

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	@BeforeEach
	void write() {
		this.conversation.receives("one");
		this.conversation.receives("two");
		this.conversation.receives("three");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void dropsAfterEvents() throws IOException {
		this.simulator.on("streamMessages").times(1).dropAfterEvents(2);
		assertThat(rawUntilLost()).contains("\"one\"", "\"two\"")
			.doesNotContain("\"three\"")
			.doesNotEndWith("0\r\n\r\n");
	}

	// From the socket itself: an HTTP client may discard what it has not handed out when
	// the connection is lost.
	private String rawUntilLost() throws IOException {
		String ticket = this.client.ticket(this.conversation);
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.simulator.port())) {
			socket.getOutputStream()
				.write(("GET " + TestClient.CONSOLE + TestClient.path(this.conversation) + "/stream?ticket=" + ticket
						+ ALL + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().transferTo(received);
		}
		catch (SocketException ex) {
			// Lost by a reset: just as well.
		}
		return received.toString(StandardCharsets.UTF_8);
	}

	@Test
	void dropsRightAfterOpening() {
		this.simulator.on("streamMessages").dropAfterEvents(0);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> all().readAll());
	}

	@Test
	void endsInGoodOrder() {
		this.simulator.on("streamMessages").endAfterEvents(1);
		EventReader stream = all();
		assertThat(stream.nextText()).isEqualTo("one");
		assertThat(stream.nextText()).isEqualTo("<end>");
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(10));
	}

	@Test
	void fallsSilentAndStaysOpen() {
		this.simulator.settings().heartbeatInterval(Duration.ofMillis(5));
		this.simulator.on("streamMessages").silentAfterEvents(1);
		EventReader stream = all();
		assertThat(stream.nextText()).isEqualTo("one");
		this.conversation.receives("four");
		assertThat(this.simulator.openStreams()).singleElement()
			.satisfies((open) -> assertThat(open.eventsSent()).isEqualTo(1));
		stream.close();
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(10));
	}

	@Test
	void replaysOlderMessages() {
		String cursor = this.conversation.messages().get(1).id();
		this.simulator.on("streamMessages").replayOlder(2);
		try (EventReader stream = this.client.stream(this.conversation, "&after=" + cursor)) {
			assertThat(stream.nextText()).isEqualTo("one");
		}
	}

	@Test
	void duplicatesEvents() {
		this.simulator.on("streamMessages").duplicateEvents();
		try (EventReader stream = all()) {
			assertThat(List.of(stream.nextText(), stream.nextText(), stream.nextText())).containsExactly("one", "one",
					"two");
		}
	}

	@Test
	void sendsMalformedEvents() throws IOException {
		this.simulator.on("streamMessages").malformedBefore(2);
		try (EventReader stream = all()) {
			assertThat(stream.nextText()).isEqualTo("one");
			assertThat(stream.next().data()).endsWith("oops");
			assertThat(stream.nextText()).isEqualTo("two");
		}
	}

	@Test
	void leavesIdsOut() throws IOException {
		this.simulator.on("streamMessages").withoutId(2);
		try (EventReader stream = all()) {
			assertThat(stream.next().id()).isNotNull();
			assertThat(stream.next().id()).isNull();
			assertThat(stream.next().id()).isNotNull();
		}
	}

	@Test
	void sendsOversizeEvents() throws IOException {
		this.simulator.on("streamMessages").oversizeBefore(1, 500_000);
		try (EventReader stream = all()) {
			assertThat(stream.next().data()).hasSize(500_002);
			assertThat(stream.nextText()).isEqualTo("one");
		}
	}

	@Test
	void sendsRetryFieldsAndComments() throws IOException {
		this.simulator.on("streamMessages").retryField("1234").comment("psst").endAfterEvents(1);
		assertThat(all().readAll()).startsWith("retry: 1234\n\n: psst\nid: ");
	}

	@Test
	void beginsWithAByteOrderMark() throws IOException {
		this.simulator.on("streamMessages").byteOrderMark();
		try (EventReader stream = all()) {
			assertThat(stream.readRaw(5)).isEqualTo("\uFEFFid".getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void endsLinesInOtherWays() throws IOException {
		this.simulator.on("streamMessages").times(1).lineEnd("cr").endAfterEvents(1);
		assertThat(all().readAll()).doesNotContain("\n").endsWith("}\r\r");
		this.simulator.on("streamMessages").lineEnd("crlf").endAfterEvents(1);
		assertThat(all().readAll()).endsWith("}\r\n\r\n");
	}

	@Test
	void writesInSmallPieces() {
		this.simulator.on("streamMessages").chunks(1);
		try (EventReader stream = all()) {
			assertThat(List.of(stream.nextText(), stream.nextText(), stream.nextText())).containsExactly("one", "two",
					"three");
		}
	}

	@Test
	void refusesToOpen() {
		for (int status : new int[] { 401, 403, 404, 429, 503 }) {
			this.simulator.on("streamMessages").times(1).respond(status);
			assertThat(all().status()).isEqualTo(status);
		}
	}

	@Test
	void refusedTicketIsNotUsedUp() {
		this.simulator.on("streamMessages").times(1).respond(503);
		String path = TestClient.path(this.conversation) + "/stream?ticket=" + this.client.ticket(this.conversation);
		assertThat(this.client.stream(path).status()).isEqualTo(503);
		EventReader stream = this.client.stream(path);
		assertThat(stream.status()).isEqualTo(200);
		stream.close();
	}

	@Test
	void chaosLosesNothingForAClientThatResumes() {
		for (int i = 0; i < 300; i++) {
			this.conversation.receives("message " + i);
		}
		this.simulator.on("streamMessages")
			.chaos(Chaos.seed(42).dropping(0.02).truncating(0.02).duplicating(0.1).splitting(0.3));
		List<String> ids = new ArrayList<>();
		String cursor = ALL;
		List<String> all = this.conversation.messages().stream().map(SimulatedMessage::id).toList();
		while (ids.size() < all.size()) {
			try (EventReader stream = this.client.stream(this.conversation, cursor)) {
				while (ids.size() < all.size()) {
					EventReader.Event event = stream.next();
					String id = event.id();
					if (id != null && !ids.contains(id)) {
						ids.add(id);
						cursor = "&after=" + id;
					}
				}
			}
			catch (IOException ex) {
				assertThat(ids.size()).isLessThan(all.size());
			}
		}
		assertThat(ids).isEqualTo(all);
		assertThat(this.simulator.streamsOpened()).isGreaterThan(1);
	}

	@Test
	void chaosCountsEachKindOfFaultThatStruck() throws IOException {
		for (Chaos.Kind kind : Chaos.Kind.values()) {
			this.simulator.clearFaults();
			Map<Chaos.Kind, Double> chaos = new EnumMap<>(Map.of(Chaos.Kind.SPLIT, 1.0));
			chaos.put(kind, 1.0);
			Fault fault = this.simulator.on("streamMessages").chaos(new Chaos(42, chaos));
			try (EventReader stream = all()) {
				if (List.of(Chaos.Kind.REPLAY, Chaos.Kind.DUPLICATE, Chaos.Kind.SPLIT, Chaos.Kind.PAUSE)
					.contains(kind)) {
					assertThat(stream.nextText()).isEqualTo("one");
				}
				await().atMost(TIMEOUT).until(() -> fault.strikes().containsKey(kind));
			}
			assertThat(fault.strikes().keySet()).isSubsetOf(kind, Chaos.Kind.SPLIT);
		}
	}

	@Test
	void chaosLetsNoTwoTicketsInARowExpire() {
		this.simulator.on("streamMessages").chaos(Chaos.seed(1).expiring(1));
		List<Integer> statuses = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			try (EventReader stream = all()) {
				statuses.add(stream.status());
			}
		}
		assertThat(statuses).containsExactly(401, 200, 401, 200);
	}

	@Test
	void chaosReplaysOlderMessagesInTheirOrder() {
		this.simulator.on("streamMessages").chaos(Chaos.seed(1).replaying(1));
		String last = "&after=" + this.conversation.messages().get(2).id();
		this.conversation.receives("four");
		try (EventReader stream = this.client.stream(this.conversation, last)) {
			List<String> texts = new ArrayList<>();
			while (!texts.contains("four")) {
				texts.add(stream.nextText());
			}
			assertThat(texts).hasSizeGreaterThan(1);
			assertThat(List.of("one", "two", "three", "four")).endsWith(texts.toArray(String[]::new));
		}
	}

	@Test
	void theSameSeedMakesTheSameIds() {
		assertThat(idsOf(7)).isEqualTo(idsOf(7)).isNotEqualTo(idsOf(8));
	}

	private static List<String> idsOf(long seed) {
		try (Simulator seeded = Simulator.builder().idSeed(seed).start()) {
			SimulatedAgent agent = seeded.newAgent("Pia");
			return List.of(agent.id(), agent.newConversation().id(), agent.newConversation().id());
		}
	}

	private EventReader all() {
		return this.client.stream(this.conversation, ALL);
	}

}
