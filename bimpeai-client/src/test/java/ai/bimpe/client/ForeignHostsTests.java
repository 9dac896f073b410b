package ai.bimpe.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that key, ticket and texts go to the host of the base URL and nowhere else.
 */
class ForeignHostsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@RegisterExtension
	final RawServer server = new RawServer();

	private final RawServer foreign = new RawServer();

	@BeforeEach
	void startForeign() throws IOException {
		this.foreign.start().answer(RawServer.json("{\"message\":\"Success\",\"data\":{\"id\":\"foreign\"}}"));
	}

	@AfterEach
	void stopForeign() throws IOException {
		this.foreign.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void aCallFollowsNoRedirect(int status) {
		redirect(status);
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			assertThatExceptionOfType(ApiException.class).isThrownBy(() -> send(bimpeai))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
		}
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void aStreamFollowsNoRedirect(int status) {
		redirect(status);
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThatExceptionOfType(ApiException.class).isThrownBy(() -> stream(bimpeai).blockLast(TIMEOUT))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
		}
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 303, 307, 308 })
	void aConnectorThatFollowsRedirectsIsStoppedBeforeItSendsAnything(int status) {
		redirect(status);
		try (BimpeAI bimpeai = this.server.blocking().connector(following()).build()) {
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> send(bimpeai))
				.withMessageContaining("redirect")
				.withMessageNotContaining("SECRET");
		}
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 303, 307, 308 })
	void aConnectorThatFollowsRedirectsTakesNoTicketElsewhere(int status) {
		redirect(status);
		try (ReactiveBimpeAI bimpeai = this.server.reactive().streamConnector(following()).build()) {
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> stream(bimpeai).blockLast(TIMEOUT))
				.withMessageContaining("redirect")
				.withMessageNotContaining(RawServer.TICKET);
		}
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@Test
	void aFilterThatSendsACallElsewhereTakesNoKeyThere() {
		try (BimpeAI bimpeai = this.server.blocking()
			.webClientBuilder(WebClient.builder()
				.filter((request,
						next) -> next.exchange(ClientRequest.from(request)
							.url(URI.create(this.foreign.baseUrl() + request.url().getPath()))
							.build())))
			.build()) {
			assertThat(bimpeai.request(Wire.GET, Object.class).data()).isEqualTo(Map.of("id", "foreign"));
		}
		assertThat(this.server.requests()).isEmpty();
		assertThat(this.foreign.requests()).singleElement()
			.asString()
			.doesNotContain(Wire.API_KEY)
			.doesNotContainIgnoringCase("authorization");
	}

	@Test
	void theBaseUrlOfAnApplicationsWebClientMeansNothing() {
		this.server.answer(RawServer.json("{\"message\":\"Success\",\"data\":{\"id\":\"own\"}}"));
		try (BimpeAI bimpeai = this.server.blocking()
			.webClientBuilder(WebClient.builder().baseUrl(this.foreign.baseUrl()))
			.build()) {
			assertThat(bimpeai.request(Wire.GET, Object.class).data()).isEqualTo(Map.of("id", "own"));
		}
		assertThat(this.foreign.requests()).isEmpty();
	}

	@Test
	void aConnectorThatSendsAStreamElsewhereTakesNoTicketThere() {
		ClientHttpConnector moving = (method, uri, send) -> new ReactorClientHttpConnector().connect(method,
				URI.create(this.foreign.baseUrl() + uri.getPath()), send);
		try (ReactiveBimpeAI bimpeai = this.server.reactive().streamConnector(moving).build()) {
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> stream(bimpeai).blockLast(TIMEOUT))
				.withMessageContaining("another host")
				.withMessageNotContaining(RawServer.TICKET);
		}
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@Test
	void aBaseUrlThatMovesBetweenTicketAndStreamTakesNothingElsewhere() {
		this.server.answer(RawServer.STREAM_UNTIL_CLOSE.replace("Connection: close", "Content-Length: 0"));
		BimpeAIBuilder<ReactiveBimpeAI> builder = this.server.reactive();
		builder.callListener((ticket) -> builder.baseUrl(this.foreign.baseUrl()));
		try (ReactiveBimpeAI bimpeai = builder.build()) {
			assertThat(stream(bimpeai).blockLast(TIMEOUT)).isInstanceOf(StreamEvent.Ended.class);
		}
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@Test
	void anAddressBesideTheTicketIsNeverGoneTo() {
		String url = this.foreign.baseUrl() + "/stream";
		this.server
			.ticketData("{\"ticket\":\"" + RawServer.TICKET + "\",\"url\":\"" + url + "\",\"stream_url\":\"" + url
					+ "\",\"base_url\":\"" + this.foreign.baseUrl() + "\",\"host\":\"127.0.0.1:" + this.foreign.port()
					+ "\"}")
			.answer(RawServer.STREAM_UNTIL_CLOSE.replace("Connection: close", "Content-Length: 0"));
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(stream(bimpeai).blockLast(TIMEOUT)).isInstanceOf(StreamEvent.Ended.class);
		}
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.foreign.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "@foreign.example/", "#x", "&after=0&x=", "//foreign.example/a",
			"\\r\\nHost: foreign.example" })
	void aTicketNeverLeavesItsParameter(String ticket) {
		this.server.ticketData("{\"ticket\":\"" + ticket + "\"}")
			.answer(RawServer.STREAM_UNTIL_CLOSE.replace("Connection: close", "Content-Length: 0"));
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(stream(bimpeai).blockLast(TIMEOUT)).isInstanceOf(StreamEvent.Ended.class);
		}
		assertThat(this.server.requests()).last()
			.asString()
			.matches("(?s)GET /api/v1/console/agents/agt_1/conversations/cnv_1/stream\\?ticket=[A-Za-z0-9%._~-]+ "
					+ "HTTP/1.1\r\n.*")
			.containsOnlyOnce("ost: ");
	}

	private void redirect(int status) {
		this.server.answer("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + this.foreign.baseUrl()
				+ "/else\r\nContent-Length: 0\r\n\r\n");
	}

	private static ReactorClientHttpConnector following() {
		return new ReactorClientHttpConnector(HttpClient.create().followRedirect(true));
	}

	private static void send(BimpeAI bimpeai) {
		bimpeai.conversations().messages().send("agt_1", "cnv_1", SendMessageRequest.of("SECRET"));
	}

	private static Flux<StreamEvent> stream(ReactiveBimpeAI bimpeai) {
		return bimpeai.conversations()
			.messages()
			.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false))
			.events();
	}

}
