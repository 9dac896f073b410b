package ai.bimpe.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.RawServer;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connectors of the application that are not Reactor Netty's.
 */
class OtherConnectorsTests {

	@RegisterExtension
	final RawServer server = new RawServer();

	private final List<CallResult> results = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallWithAQueryIsOneRequest(boolean insideOfTheBuilder) {
		this.server.answer(RawServer.json("{\"message\":\"Success\",\"data\":{}}"));
		try (BimpeAI bimpeai = with(this.server.blocking(), insideOfTheBuilder).build()) {
			bimpeai.request(ApiRequest.get("/agents").query("search", "a b"), Map.class);
			bimpeai.request(ApiRequest.get("/agents").query("search", "c"), Map.class);
			bimpeai.request(ApiRequest.get("/agents"), Map.class);
		}
		assertThat(this.server.requests()).extracting((request) -> request.lines().findFirst().orElseThrow())
			.containsExactly("GET /api/v1/console/agents?search=a%20b HTTP/1.1",
					"GET /api/v1/console/agents?search=c HTTP/1.1", "GET /api/v1/console/agents HTTP/1.1");
		assertThat(this.results).hasSize(3).allSatisfy((result) -> assertThat(result.attempts()).isEqualTo(1));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aStreamIsOneConnection(boolean insideOfTheBuilder) {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + "data: {\"id\":\"m\"}\n\n");
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = with(this.server.reactive(), insideOfTheBuilder).build()) {
			List<StreamEvent> events = bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false))
				.events()
				.collectList()
				.block(Duration.ofSeconds(30));
			assertThat(events).hasSize(3);
		}
		assertThat(this.server.requests()).hasSize(2).last().asString().contains("?ticket=" + RawServer.TICKET);
	}

	@Test
	void whatAnotherConnectorCannotDoIsSaidOnce() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + "data: {\"id\":\"m\"}\n\n");
			out.close();
		});
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.client");
		log.start();
		logger.addAppender(log);
		try (ReactiveBimpeAI bimpeai = with(this.server.reactive(), false).build()) {
			for (int i = 0; i < 2; i++) {
				bimpeai.conversations()
					.messages()
					.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false))
					.blockLast(Duration.ofSeconds(30));
			}
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("ReactorClientHttpConnector");
	}

	@Test
	void anAnswerThatIsNoStreamIsLetGo() {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nwait");
		try (ReactiveBimpeAI bimpeai = with(this.server.reactive(), false).build()) {
			assertThat(bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create())
				.then()
				.toFuture()).failsWithin(Duration.ofSeconds(25))
				.withThrowableThat()
				.withMessageContaining("it is no event stream");
		}
	}

	private <C> BimpeAIBuilder<C> with(BimpeAIBuilder<C> builder, boolean insideOfTheBuilder) {
		builder.callListener(this.results::add);
		return insideOfTheBuilder
				? builder.webClientBuilder(WebClient.builder().clientConnector(new JdkClientHttpConnector()))
				: builder.connector(new JdkClientHttpConnector()).streamConnector(new JdkClientHttpConnector());
	}

}
