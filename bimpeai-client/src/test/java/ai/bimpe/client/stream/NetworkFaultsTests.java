package ai.bimpe.client.stream;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import ai.bimpe.client.ApiRequest;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.ReadBytes;
import ai.bimpe.client.support.VirtualScheduler;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what networks and proxies do to streams, on time that the test moves.
 */
class NetworkFaultsTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String HEARTBEAT = "event: heartbeat\ndata: {}\n\n";

	@RegisterExtension
	final RawServer server = new RawServer();

	private final VirtualScheduler timer = new VirtualScheduler();

	private final BlockingQueue<RawServer.Connection> accepted = new LinkedBlockingQueue<>();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final Disposable.Composite listening = Disposables.composite();

	private ReactiveBimpeAI client;

	private int waited;

	@BeforeEach
	void start() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		this.client = builder().build();
	}

	@AfterEach
	void stop() {
		this.listening.dispose();
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "Zstd", "identity, gzip" })
	void contentCodingThatWasNotAskedForEndsTheStream(String coding) {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: " + coding
					+ "\r\nConnection: close\r\n\r\n" + HEARTBEAT);
			this.accepted.add(out);
		});
		listen(StreamOptions.create());
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(InvalidResponseException.class)
			.withMessageContaining("content coding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", " Identity ", "" })
	void identityIsNoContentCoding(String coding) {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: " + coding
					+ "\r\nConnection: close\r\n\r\n" + HEARTBEAT);
			this.accepted.add(out);
		});
		listen(StreamOptions.create());
		await().atMost(SOON).until(() -> this.events.contains(new StreamEvent.Heartbeat()));
	}

	@Test
	void neitherContentCodingNorCacheIsAskedFor() throws Exception {
		listen(StreamOptions.create());
		awaitConnected(1);
		assertThat(this.server.requests()).last()
			.asString()
			.containsIgnoringCase("Accept-Encoding: identity\r\n")
			.containsIgnoringCase("Cache-Control: no-store\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x\n", "\n\n", "retry: 9\n", "unknown: field\n", "event: x\n", "id: 7\n",
			"\u001f\u008b\u0008", ": no end", "x" })
	void connectionOnWhichNothingIsUnderstoodIsLostLikeASilentOne(String bytes) throws Exception {
		ReadBytes read = new ReadBytes();
		this.client.close();
		this.client = builder().streamConnector(read.connector()).build();
		StreamSilence silence = new StreamSilence();
		listen(StreamOptions.create().reconnect(false), silence);
		RawServer.Connection connection = awaitConnected(1);
		for (int i = 1; i <= 3; i++) {
			this.timer.advance(Duration.ofSeconds(19));
			connection.write(bytes);
			read.await((long) i * bytes.length());
			assertThat(silence.longest().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(19).multipliedBy(i));
		}
		assertThat(this.end).isNotDone();
		this.timer.advance(Duration.ofSeconds(4));
		advance(this.end::isDone);
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(ApiTimeoutException.class)
			.withMessage("The stream brought neither an event nor a comment for PT1M");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { ":\n", ": comment\n", "data: more\n", "data", "event: heartbeat\ndata\n\n", "event: x\n\n" })
	void commentsAndEventsThatEndOrGrowAreSignsOfLife(String bytes) throws Exception {
		StreamSilence silence = new StreamSilence();
		listen(StreamOptions.create().reconnect(false), silence);
		RawServer.Connection connection = awaitConnected(1);
		for (int i = 0; i < 6; i++) {
			this.timer.advance(Duration.ofSeconds(50));
			connection.write((bytes.equals("data") && i == 0) ? "data:x" : bytes);
			await().atMost(SOON).until(() -> silence.longest().orElseThrow().isZero());
		}
		assertThat(this.end).isNotDone();
	}

	@Test
	void eventThatIsTooLargeIsASignOfLifeAsLongAsItGrows() throws Exception {
		this.client.close();
		this.client = builder().maxEventSize(DataSize.ofBytes(100)).build();
		StreamSilence silence = new StreamSilence();
		listen(StreamOptions.create().reconnect(false), silence);
		RawServer.Connection connection = awaitConnected(1);
		for (int i = 0; i < 6; i++) {
			this.timer.advance(Duration.ofSeconds(50));
			connection.write(((i == 0) ? "id: e1\ndata: " : "") + "x".repeat(200) + ((i % 2 == 1) ? "\ndata: " : ""));
			await().atMost(SOON)
				.until(() -> silence.longest().filter(Duration::isZero).isPresent() || this.end.isDone());
			assertThat(this.end).isNotDone();
		}
		connection.write("\n\n" + message("m1"));
		await().atMost(SOON).until(() -> messages().size() == 1);
		assertThat(of(StreamEvent.Skipped.class)).hasSize(1);
	}

	@Test
	void serverThatGreetsWithAHeartbeatAndClosesIsAskedLessAndLessOften() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + HEARTBEAT);
			out.close();
		});
		listen(StreamOptions.create().maxRetries(2));
		awaitReconnects(8);
		assertThat(delays()).startsWith(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L, 8000L);
		assertThat(reconnects()).allSatisfy((event) -> assertThat(event.attempt()).isEqualTo(1));
		assertThat(this.end).isNotDone();
	}

	@Test
	void messageThatIsKnownAlreadyStartsNeitherTheDelayNorTheCountAnew() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + message("m1"));
			out.close();
		});
		listen(StreamOptions.create().after("m1").maxRetries(3));
		advance(this.end::isDone);
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(StreamDisconnectedException.class);
		assertThat(delays()).containsExactly(500L, 1000L, 2000L);
	}

	@Test
	void newMessageStartsTheCountAnewAndTheDelayOnlyAfterTheConnectionHasHeld() throws Exception {
		listen(StreamOptions.create().maxRetries(1).retryDelayResetThreshold(Duration.ofSeconds(30)));
		for (int i = 1; i <= 3; i++) {
			RawServer.Connection connection = awaitConnected(i);
			connection.write(message("m" + i));
			int messages = i;
			await().atMost(SOON).until(() -> messages().size() == messages);
			drop(connection);
			awaitReconnects(i);
		}
		RawServer.Connection connection = awaitConnected(4);
		this.timer.advance(Duration.ofSeconds(30));
		drop(connection);
		awaitReconnects(4);
		assertThat(delays()).containsExactly(500L, 1000L, 2000L, 500L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "retry", "Retry-After" })
	void streamsThatAreToldToWaitDoNotComeBackTogether(String way) {
		boolean refused = way.equals("Retry-After");
		this.server.answer((request, out) -> {
			out.write(refused ? "HTTP/1.1 503 Busy\r\nRetry-After: 3\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
					: RawServer.STREAM_UNTIL_CLOSE + "retry: 3000\n\n");
			out.close();
		});
		this.client.close();
		this.client = this.server.reactive().scheduler(this.timer).build();
		for (int i = 0; i < 50; i++) {
			listen(StreamOptions.create());
		}
		await().atMost(SOON).until(() -> reconnects().size() == 50);
		assertThat(delays()).allMatch((delay) -> delay >= 3000 && delay <= 3500);
		assertThat(new HashSet<>(delays())).hasSizeGreaterThan(25);
	}

	@Test
	void streamWithoutADateOfTheServerResumesAtTheTimeOfItsHeartbeats() throws Exception {
		this.client.close();
		this.client = builder().clock(Clock.fixed(Instant.parse("2026-07-04T08:02:00Z"), ZoneOffset.UTC)).build();
		listen(StreamOptions.create());
		RawServer.Connection connection = awaitConnected(1);
		long serverTime = Instant.parse("2026-07-04T08:00:20Z").toEpochMilli();
		this.timer.advance(Duration.ofSeconds(20));
		connection.write("event: heartbeat\ndata: {\"ts\":" + serverTime + "}\n\n");
		await().atMost(SOON).until(() -> this.events.contains(new StreamEvent.Heartbeat()));
		drop(connection);
		awaitConnected(2);
		assertThat(this.server.requests()).last().asString().containsPattern("&after=2026-07-04T07%3A59%3A5[89]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"text\"}", "{\"id\":null,\"message\":\"text\"}",
			"{\"id\":\"\",\"message\":\"text\"}", "{\"id\":{},\"message\":\"text\"}",
			"{\"created_at\":\"soon\",\"message\":\"text\"}" })
	void messageWithoutAnIdHasThatOfItsEvent(String json) throws Exception {
		listen(StreamOptions.create());
		RawServer.Connection connection = awaitConnected(1);
		connection.write("id: e1\ndata: " + json + "\n\nid: e2\ndata: " + json + "\n\ndata: " + json + "\n\n");
		await().atMost(SOON).until(() -> messages().size() == 3);
		assertThat(messages().get(0).id()).isEqualTo("e1");
		assertThat(messages().get(1).id()).isEqualTo("e2");
		assertThat(messages().get(2).id()).as("an id that is inherited is that of another message").isNull();
		drop(connection);
		connection = awaitConnected(2);
		assertThat(this.server.requests()).last().asString().contains("&after=e2");
		connection.write("id: e2\ndata: " + json + "\n\n" + message("m3"));
		await().atMost(SOON).until(() -> messages().size() > 3);
		assertThat(messages()).hasSize(4).last().extracting(StreamMessage::id).isEqualTo("m3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d", "x\\udce6", "a\\nb", "a\\u0000" })
	void messageWhoseIdCannotBeSentDoesNotMoveTheCursor(String id) throws Exception {
		String odd = "data: {\"id\":\"" + id + "\",\"message\":\"odd\"}\n\n";
		listen(StreamOptions.create());
		RawServer.Connection connection = awaitConnected(1);
		connection.write(message("m1") + odd + odd);
		await().atMost(SOON).until(() -> messages().size() == 2);
		drop(connection);
		connection = awaitConnected(2);
		assertThat(this.server.requests()).last().asString().contains("&after=m1 ");
		connection.write(odd + message("m2"));
		await().atMost(SOON).until(() -> messages().size() > 2);
		assertThat(messages()).hasSize(3).last().extracting(StreamMessage::id).isEqualTo("m2");
	}

	@Test
	void nothingAsJsonIsSkippedLikeWhatIsNoJson() throws Exception {
		listen(StreamOptions.create());
		awaitConnected(1).write("id: e1\ndata: null\n\n" + message("m1"));
		await().atMost(SOON).until(() -> messages().size() == 1 || this.end.isDone());
		assertThat(of(StreamEvent.Skipped.class))
			.containsExactly(new StreamEvent.Skipped(StreamEvent.Skipped.Reason.MALFORMED, "e1"));
		assertThat(this.end).isNotDone();
	}

	@Test
	void connectionThatWasNotMadeIsNotTakenForOneThatWasLost() {
		this.client.close();
		this.client = builder()
			.streamConnector((method, uri, request) -> Mono.error(new SSLException("Closed by the other side")))
			.build();
		listen(StreamOptions.create().reconnect(false));
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(ApiConnectionException.class, (failure) -> assertThat(failure.isSent()).isFalse())
			.withMessageContaining("could not make a secure connection");
	}

	@ParameterizedTest
	@ValueSource(strings = { "200 OK\r\nContent-Type: text/html", "302 Found\r\nLocation: https://login.example.com/",
			"307 Elsewhere\r\nLocation: /login", "304 Not Modified", "421 Misdirected Request", "425 Too Early",
			"429 Too Many Requests\r\nRetry-After: 1",
			"200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip" })
	void answerOfAProxyDoesNotEndAStreamThatWasOpen(String answer) throws Exception {
		listen(StreamOptions.create());
		RawServer.Connection connection = awaitConnected(1);
		AtomicInteger refusals = new AtomicInteger();
		this.server.answer((request, out) -> {
			if (refusals.getAndIncrement() < 2) {
				out.write("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				out.close();
			}
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		drop(connection);
		awaitConnected(2);
		assertThat(reconnects()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "421 Misdirected Request", "425 Too Early" })
	void requestThatWasNotProcessedIsMadeAgain(String answer) throws Exception {
		AtomicInteger refusals = new AtomicInteger();
		this.server.answer((request, out) -> {
			if (refusals.getAndIncrement() < 1) {
				out.write("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				out.close();
			}
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		listen(StreamOptions.create());
		awaitConnected(1);
	}

	@Test
	void redirectEndsAStreamThatWasNeverOpen() {
		this.server.answer("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");
		listen(StreamOptions.create());
		assertThat(this.end).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(InvalidResponseException.class);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "data: x", "data: x\n", "data: x\r", "id: 1\n", "event: message\n", "event", "x", "data:" })
	void connectionThatEndsInTheMiddleOfAnEventIsLost(String bytes) {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + message("m1") + bytes);
			out.close();
		});
		listen(StreamOptions.create().reconnect(false));
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(ApiConnectionException.class)
			.withMessageContaining("in the middle of an event");
		assertThat(messages()).hasSize(1);
		assertThat(of(StreamEvent.Ended.class)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "data: {}\n\n", "data: {}\r\r", ": comment", ":", ": comment\n", "retry: 3\n",
			"unknown: field\n" })
	void connectionThatEndsBetweenTwoEventsIsComplete(String bytes) {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + message("m1") + bytes);
			out.close();
		});
		listen(StreamOptions.create().reconnect(false));
		assertThat(this.end).succeedsWithin(SOON);
		assertThat(this.events).last().isEqualTo(new StreamEvent.Ended());
	}

	@ParameterizedTest
	@ValueSource(strings = { "103 Early Hints\r\nLink: </style.css>", "102 Processing", "100 Continue" })
	void informationalAnswersBeforeTheAnswerArePassedOver(String information) throws Exception {
		String between = "HTTP/1.1 " + information + "\r\n\r\n";
		this.server.answer((request, out) -> {
			out.write(between);
			out.write(between + RawServer.STREAM_UNTIL_CLOSE + message("m1"));
			this.accepted.add(out);
		});
		listen(StreamOptions.create());
		awaitConnected(1);
		await().atMost(SOON).until(() -> messages().size() == 1);
		this.server.answer(between + RawServer.json("{\"message\":\"Success\",\"data\":{\"a\":1}}"));
		assertThat(this.client.request(ApiRequest.get("/agents"), Map.class).block(SOON)).extracting(ApiResponse::data)
			.isEqualTo(Map.of("a", 1));
	}

	@Test
	void statusIsReportedThoughItsBodyStalls() {
		this.server.answer("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n{\"code\":");
		listen(StreamOptions.create());
		advance(this.end::isDone);
		assertThat(this.end).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(NotFoundException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ticket\":\"\"}", "{\"ticket\":\"  \"}", "{\"ticket\":null}", "{}",
			"{\"ticket\":\"tkt_\\ud83d\"}" })
	void streamIsNotOpenedWithATicketThatCannotBeSent(String data) {
		this.server.ticketData(data);
		listen(StreamOptions.create().reconnect(false));
		assertThat(this.end).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.withMessage("The server gave no ticket");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void skippedEventIsNamedByItsOwnId() throws Exception {
		this.client.close();
		this.client = builder().maxEventSize(DataSize.ofBytes(100)).build();
		listen(StreamOptions.create());
		String large = "data: " + "x".repeat(200) + "\n";
		awaitConnected(1).write(message("m1") + "id: e1\n" + large + "\n" + large + "id: e2\n\n" + large + "\n"
				+ "id: e3\ndata: {\n\ndata: {\n\n" + "id: e4\nevent: x\ndata\n\nevent: x\ndata\n\n" + HEARTBEAT);
		await().atMost(SOON).until(() -> this.events.contains(new StreamEvent.Heartbeat()));
		assertThat(of(StreamEvent.Skipped.class)).extracting(StreamEvent.Skipped::eventId)
			.containsExactly("e1", null, null, "e3", null, "e4", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "messages", "events", "loop", "loop of events" })
	void skippedEventsAreLoggedAndCountedInEveryFormOfAStream(String form) throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		this.client.close();
		this.client = builder().maxEventSize(DataSize.ofBytes(100)).observationRegistry(observations).build();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.client");
		log.start();
		logger.addAppender(log);
		try {
			List<Object> received = new CopyOnWriteArrayList<>();
			read(form, this.client.conversations().messages().stream("agt_1", "cnv_1", StreamOptions.create()),
					received);
			RawServer.Connection connection = this.accepted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
			connection.write("id: e1\ndata: SECRET\n\nid: e2\ndata: " + "SECRET".repeat(50) + "\n\n"
					+ "id: e3\nevent: typing\ndata: SECRET\n\nid: e4\nevent: typing\ndata: SECRET\n\n" + message("m1"));
			await().atMost(SOON).until(() -> !received.isEmpty());
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("An event of conversation 'cnv_1' was skipped (MALFORMED); its id: e1",
					"An event of conversation 'cnv_1' was skipped (TOO_LARGE); its id: e2",
					"An event of conversation 'cnv_1' was skipped (UNKNOWN_TYPE); its id: e3");
		assertThat(skipped(meters, "malformed")).isEqualTo(1);
		assertThat(skipped(meters, "too.large")).isEqualTo(1);
		assertThat(skipped(meters, "unknown.type")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "SECRET text",
					"SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET"
							+ "SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET",
					"\u001b[31mSECRET" })
	void idOfASkippedEventIsNotLoggedUnlessItLooksLikeOne(String id) throws Exception {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.client");
		log.start();
		logger.addAppender(log);
		try {
			listen(StreamOptions.create());
			awaitConnected(1).write("id: " + id + "\ndata: {\n\n" + message("m1"));
			await().atMost(SOON).until(() -> messages().size() == 1);
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.filteredOn((message) -> message.contains("was skipped (MALFORMED)"))
			.hasSize(1)
			.noneMatch((message) -> message.contains("SECRET"));
		assertThat(of(StreamEvent.Skipped.class)).extracting(StreamEvent.Skipped::eventId).containsExactly(id);
	}

	private void read(String form, MessageFlux messages, List<Object> received) {
		MessageStream stream = new MessageStream(messages);
		this.listening.add(stream::close);
		switch (form) {
			case "messages" -> this.listening.add(messages.subscribe(received::add));
			case "events" ->
				this.listening.add(messages.events().ofType(StreamEvent.Message.class).subscribe(received::add));
			case "loop" -> new Thread(() -> stream.forEach(received::add)).start();
			default -> new Thread(() -> stream.events().forEach((event) -> {
				if (event instanceof StreamEvent.Message) {
					received.add(event);
				}
			})).start();
		}
	}

	private static double skipped(MeterRegistry meters, String reason) {
		return meters.get("bimpeai.stream.connection.skipped." + reason).counter().count();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT4800000H", "PT2562047788015215H30M7S" })
	void timesMayBeLongerThanTimersCount(String time) throws Exception {
		this.client.close();
		this.client = builder().timeout(Duration.parse(time))
			.retry(RetrySettings.DEFAULTS.withMaxDelay(Duration.parse(time)).withMaxRetryAfter(Duration.parse(time)))
			.build();
		listen(StreamOptions.create().idleTimeout(Duration.parse(time)).retryDelayResetThreshold(Duration.parse(time)));
		RawServer.Connection connection = awaitConnected(1);
		connection.write(HEARTBEAT);
		await().atMost(SOON).until(() -> this.events.contains(new StreamEvent.Heartbeat()));
		drop(connection);
		awaitConnected(2);
		assertThat(this.end).isNotDone();
	}

	private BimpeAIBuilder<ReactiveBimpeAI> builder() {
		ExponentialBackOffPolicy exact = new ExponentialBackOffPolicy();
		exact.setInitialInterval(500);
		exact.setMaxInterval(8000);
		exact.setMultiplier(2);
		return this.server.reactive().scheduler(this.timer).backOffPolicy(exact);
	}

	private Flux<StreamEvent> stream(StreamOptions options) {
		return this.client.conversations().messages().stream("agt_1", "cnv_1", options).events();
	}

	private void listen(StreamOptions options) {
		listen(options, new StreamSilence());
	}

	private void listen(StreamOptions options, StreamSilence silence) {
		this.listening.add(stream(options).contextWrite(silence::measureIn)
			.subscribe(this.events::add, this.end::completeExceptionally, () -> this.end.complete(null)));
	}

	private RawServer.Connection awaitConnected(int connections) throws InterruptedException {
		advance(() -> this.events.stream().filter(StreamEvent.Connected.class::isInstance).count() == connections
				|| this.end.isDone());
		assertThat(this.end).isNotDone();
		RawServer.Connection connection = this.accepted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(connection).isNotNull();
		return connection;
	}

	private void awaitReconnects(int reconnects) {
		advance(() -> reconnects().size() >= reconnects);
	}

	// As long as the stream waits, and slowly while it connects.
	private void advance(Callable<Boolean> until) {
		await().pollInSameThread().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
			List<StreamEvent.Reconnecting> waits = reconnects();
			for (; this.waited < waits.size(); this.waited++) {
				this.timer.advance(waits.get(this.waited).delay());
			}
			this.timer.advance(Duration.ofMillis(2));
			return until.call();
		});
	}

	private List<StreamEvent.Reconnecting> reconnects() {
		return of(StreamEvent.Reconnecting.class);
	}

	private List<Long> delays() {
		return reconnects().stream().map((event) -> event.delay().toMillis()).toList();
	}

	private List<StreamMessage> messages() {
		return of(StreamEvent.Message.class).stream().map(StreamEvent.Message::message).toList();
	}

	private <T> List<T> of(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	private static void drop(RawServer.Connection connection) {
		try {
			connection.close();
		}
		catch (IOException ex) {
			// Closed, as wished.
		}
	}

	private static String message(String id) {
		return "id: " + id + "\ndata: {\"id\":\"" + id + "\",\"message\":\"text\"}\n\n";
	}

}
