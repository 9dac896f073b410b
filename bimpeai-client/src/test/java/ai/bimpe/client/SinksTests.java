package ai.bimpe.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.Wire;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that search every sink for the key, the ticket and texts, whatever the server
 * answers: the log at TRACE with Spring's request details, exceptions with causes and
 * suppressed, observations, events and what listeners are told.
 */
class SinksTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String TEXT = "SECRETTEXT";

	private static final String BODY = "{\"message\":\"" + TEXT + "\",\"data\":{\"id\":\"m\",\"message\":\"" + TEXT
			+ "\"}}";

	private static final String ERROR = "{\"message\":[\"name: " + TEXT + "\"],\"error\":\"" + TEXT + "\",\"code\":\""
			+ TEXT + " \",\"request_id\":\"" + TEXT + "\\n\"}";

	private static final String EVENT = "id: m\ndata: {\"id\":\"m\",\"message\":\"" + TEXT + "\"}\n\n";

	static final List<String> CALL_ANSWERS = List.of(RawServer.json(BODY), RawServer.json(ERROR),
			RawServer.json("<html>" + TEXT), RawServer.json(BODY.substring(0, BODY.length() - 5)),
			RawServer.json("{\"message\":\"x\",\"data\":{\"created_at\":\"" + TEXT + "\"}}"),
			answer("400 Bad Request", "", ERROR), answer("401 Unauthorized", "", ERROR),
			answer("403 Forbidden", "", TEXT), answer("404 Not Found", "", BODY), answer("409 Conflict", "", ERROR),
			answer("429 Too Many Requests", "Retry-After: 0\r\n", ERROR), answer("500 Failed", "", ERROR),
			answer("501 Not Implemented", "", ERROR), answer("302 Found", "Location: http://localhost:1/\r\n", TEXT),
			answer("200 OK", "Content-Encoding: gzip\r\n", TEXT),
			// A body that is cut, one that goes on, and two whose text is taken for HTTP.
			"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\nConnection: close\r\n\r\n" + BODY,
			RawServer.json(BODY) + TEXT + " " + TEXT + " " + TEXT + "\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + TEXT + "\r\n" + TEXT,
			TEXT + " " + TEXT + " " + TEXT + "\r\n\r\n", "HTTP/1.1 " + TEXT + "\r\n\r\n",
			"HTTP/1.1 200 OK\r\nX-Long: " + TEXT.repeat(1_000) + "\r\n\r\n",
			// One that never comes whole.
			"HTTP/1.1 200 OK\r\nContent-Length: 9998\r\n\r\n" + BODY);

	static final List<String> STREAM_ANSWERS = List.of(RawServer.STREAM_UNTIL_CLOSE + EVENT,
			RawServer.STREAM_UNTIL_CLOSE + "data: " + TEXT + "\n\n" + EVENT,
			RawServer.STREAM_UNTIL_CLOSE + "event: " + TEXT + "\ndata: " + TEXT + "\n\n",
			RawServer.STREAM_UNTIL_CLOSE + "data: " + TEXT.repeat(10_000) + "\n\n",
			RawServer.STREAM_UNTIL_CLOSE + "retry: " + TEXT + "\n: " + TEXT + "\n\n", RawServer.json(BODY),
			answer("400 Bad Request", "", ERROR), answer("401 Unauthorized", "", ERROR),
			answer("403 Forbidden", "", TEXT), answer("404 Not Found", "", ERROR),
			answer("429 Too Many Requests", "Retry-After: 0\r\n", ERROR), answer("503 Away", "", TEXT),
			answer("302 Found", "Location: http://localhost:1/\r\n", TEXT),
			"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\nConnection: close\r\n\r\n"
					+ EVENT,
			"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + TEXT + "\r\n"
					+ EVENT,
			TEXT + " " + TEXT + " " + TEXT + "\r\n\r\n", "HTTP/1.1 " + TEXT + "\r\n\r\n",
			// One that falls silent.
			"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + EVENT);

	@RegisterExtension
	final RawServer server = new RawServer();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final StringWriter sink = new StringWriter();

	private final PrintWriter printer = new PrintWriter(this.sink);

	private final List<Object> told = new CopyOnWriteArrayList<>();

	private Level level = Level.WARN;

	@BeforeEach
	void listen() {
		((Logger) LoggerFactory.getLogger("reactor.netty")).setLevel(null);
		this.level = this.root.getLevel();
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		this.root.addAppender(this.log);
		this.root.getAppender("CONSOLE").stop();
		this.root.setLevel(Level.TRACE);
	}

	@AfterEach
	void stop() {
		this.root.setLevel(this.level);
		this.root.detachAppender(this.log);
		this.root.getAppender("CONSOLE").start();
	}

	@ParameterizedTest
	@FieldSource("CALL_ANSWERS")
	void callsLeaveNothingBehind(String answer) {
		answer(answer);
		try (BimpeAI bimpeai = configured(this.server.blocking()).build()) {
			for (int i = 0; i < 2; i++) {
				attempt(() -> bimpeai.conversations().messages().send("agt_1", "cnv_1", SendMessageRequest.of(TEXT)));
				attempt(() -> bimpeai.agents().list(ListQuery.create().search(TEXT)));
			}
		}
		assertThat(this.told).hasSizeGreaterThanOrEqualTo(4);
		assertNothingIsLeaked();
	}

	@ParameterizedTest
	@FieldSource("STREAM_ANSWERS")
	void streamsLeaveNothingBehind(String answer) {
		answer(answer);
		try (ReactiveBimpeAI bimpeai = configured(this.server.reactive()).build()) {
			Flux<StreamEvent> events = bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().maxRetries(1).idleTimeout(Duration.ofMillis(500)))
				.events();
			attempt(() -> events.doOnNext(this.told::add).take(12).blockLast(TIMEOUT));
		}
		assertNothingIsLeaked();
	}

	@ParameterizedTest
	@FieldSource("CALL_ANSWERS")
	void ticketCallsLeaveNothingBehind(String answer) {
		this.server.ticketData("\"" + TEXT + "\"");
		answer(answer);
		try (ReactiveBimpeAI bimpeai = configured(this.server.reactive()).build()) {
			attempt(() -> bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().maxRetries(1))
				.blockLast(TIMEOUT));
		}
		assertNothingIsLeaked();
	}

	private <C> BimpeAIBuilder<C> configured(BimpeAIBuilder<C> builder) {
		WebClient.Builder webClient = WebClient.builder()
			.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true));
		return builder.webClientBuilder(webClient)
			.defaultHeader("X-Team", "red")
			.observationRegistry(this.observations)
			.callListener(this.told::add)
			.maxEventSize(org.springframework.util.unit.DataSize.ofKilobytes(16))
			.timeout(Duration.ofSeconds(1))
			.maxRetries(1)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(5)));
	}

	private void answer(String answer) {
		this.server.answer((request, out) -> {
			out.write(answer);
			if (answer.contains("Connection: close") || !answer.contains("Content-Length")) {
				out.close();
			}
		});
	}

	private void attempt(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			ex.printStackTrace(this.printer);
		}
	}

	private void assertNothingIsLeaked() {
		this.told.forEach((one) -> {
			this.printer.println(one);
			if (one instanceof StreamEvent.Reconnecting reconnecting) {
				reconnecting.cause().printStackTrace(this.printer);
			}
		});
		this.log.list.forEach((event) -> this.printer.println(event.getLoggerName() + " " + event.getFormattedMessage()
				+ ((event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy()) : "")));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasHandledContextsThatSatisfy((contexts) -> contexts.forEach((context) -> {
				this.printer.println(context.getAllKeyValues() + " " + context.getContextualName());
				if (context.getError() != null) {
					context.getError().printStackTrace(this.printer);
				}
			}));
		assertThat(this.sink.toString()).contains("reactor.netty", "ExchangeFunctions");
		assertThat(this.sink.toString().lines().filter(SinksTests::isLeak)).isEmpty();
	}

	private static boolean isLeak(String line) {
		return line.contains(Wire.API_KEY) || line.contains(RawServer.TICKET) || line.contains(TEXT);
	}

	private static String answer(String status, String headers, String body) {
		return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body;
	}

}
