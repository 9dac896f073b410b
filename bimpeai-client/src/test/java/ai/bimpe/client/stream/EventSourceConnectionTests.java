package ai.bimpe.client.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.support.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Disposables;

import org.springframework.retry.backoff.FixedBackOffPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * What the suites of other clients, which {@code ai.bimpe.client.internal.sse} names, ask
 * of a connection and the next one, as far as no other test of streams does. Where the
 * suites expect the header {@code Last-Event-ID}, the API has the parameter
 * {@code after}.
 */
@Timeout(60)
class EventSourceConnectionTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String SECOND = "id: e2\ndata: {\"message\":\"second\"}\n\n";

	@RegisterExtension
	final RawServer server = new RawServer();

	private final BlockingQueue<RawServer.Connection> accepted = new LinkedBlockingQueue<>();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final Disposable.Swap listening = Disposables.swap();

	private ReactiveBimpeAI client;

	@BeforeEach
	void start() {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(1);
		this.client = this.server.reactive().backOffPolicy(backOff).build();
	}

	@AfterEach
	void stop() {
		this.listening.dispose();
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 202, 204, 205, 206, 210, 299 })
	void successOtherThan200IsNoStream(int status) {
		this.server.answer((request, out) -> {
			out.write(streamWithStatus(status));
			out.close();
		});
		listen();
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(InvalidResponseException.class)
			.withMessageContaining("no event stream");
		assertThat(this.events).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 205 })
	void successOtherThan200IsAskedAgainOnceTheStreamWasOpen(int status) throws Exception {
		AtomicInteger connections = new AtomicInteger();
		this.server.answer((request, out) -> {
			int connection = connections.incrementAndGet();
			out.write((connection == 2) ? streamWithStatus(status) : RawServer.STREAM_UNTIL_CLOSE);
			if (connection <= 2) {
				out.close();
			}
			this.accepted.add(out);
		});
		listen();
		this.accepted.poll(20, TimeUnit.SECONDS).write(SECOND);
		await().atMost(SOON).until(() -> ids().equals(List.of("e2")));
		assertThat(this.events).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("Connected", "Reconnecting", "Reconnecting", "Connected", "Message");
	}

	@Test
	void statusThatSaysForGoodEndsTheStream() {
		this.server.answer("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
		listen();
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(ApiException.class, (gone) -> assertThat(gone.status()).isEqualTo(410));
		assertThat(this.events).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "retry: 3000\nretry: 1000x", "retry: 1000\nretry: 3000\nretry",
			"retry: 3000\n\nretry: -1\nretry: 0x1" })
	void lastRetryThatIsANumberIsTheWait(String fields) {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + fields + "\n\n");
			out.close();
		});
		listen();
		await().atMost(SOON).until(() -> this.events.size() == 2);
		assertThat(this.events).last()
			.isInstanceOfSatisfying(StreamEvent.Reconnecting.class,
					(reconnecting) -> assertThat(reconnecting.delay().toMillis()).isEqualTo(3001));
	}

	@Test
	void charsetOfTheTypeIsIgnored() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE.replace("event-stream", "event-stream;charset=windows-1252"));
			out.write("data: {\"id\":\"e1\",\"message\":\"naïve — 水\"}\n\n".getBytes(StandardCharsets.UTF_8));
			this.accepted.add(out);
		});
		listen();
		await().atMost(SOON).until(() -> this.events.size() == 2);
		assertThat(this.events).last()
			.isInstanceOfSatisfying(StreamEvent.Message.class,
					(received) -> assertThat(received.message().message()).isEqualTo("naïve — 水"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			an event without an id      | data: {"message":"x"}\\n\\n           | e1,null,e2
			an event with an empty id   | id:\\ndata: {"message":"x"}\\n\\n      | e1,null,e2
			an id that is NUL           | id: \0\\ndata: {"message":"x"}\\n\\n   | e1,null,e2
			an event that has not ended | id: e2\\ndata: {"message":"second"}\\n | e1,e2
			a line that has not ended   | id: e2\\ndata: {"message":"se         | e1,e2
			an id without data          | id: e2\\n\\n                          | e1,e2
			a comment                   | : id: e2\\n\\n                        | e1,e2
			""")
	void streamResumesAfterTheLastMessageThatHadAnId(String what, String bytes, String received) throws Exception {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		listen();
		RawServer.Connection first = this.accepted.poll(20, TimeUnit.SECONDS);
		assertThat(this.server.requests()).last().asString().doesNotContain("after=");
		first.write("id: e1\ndata: {\"message\":\"first\"}\n\n" + bytes.replace("\\n", "\n"));
		await().atMost(SOON).until(() -> received.startsWith(String.join(",", ids())) && !ids().isEmpty());
		close(first);
		this.accepted.poll(20, TimeUnit.SECONDS).write(SECOND);
		await().atMost(SOON).until(() -> ids().contains("e2"));
		assertThat(String.join(",", ids())).as(what).isEqualTo(received);
		assertThat(this.server.requests()).last().asString().contains("&after=e1 ");
	}

	private void listen() {
		this.listening.update(this.client.conversations()
			.messages()
			.stream("agt_1", "cnv_1", StreamOptions.create())
			.events()
			.subscribe(this.events::add, this.end::completeExceptionally, () -> this.end.complete(null)));
	}

	private List<String> ids() {
		return this.events.stream()
			.filter(StreamEvent.Message.class::isInstance)
			.map((event) -> String.valueOf(((StreamEvent.Message) event).message().id()))
			.toList();
	}

	private static String streamWithStatus(int status) {
		return RawServer.STREAM_UNTIL_CLOSE.replace("200 OK", status + " Success");
	}

	private static void close(RawServer.Connection connection) {
		assertThatIOException().isThrownBy(connection::close);
	}

}
