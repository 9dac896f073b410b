package ai.bimpe.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static ai.bimpe.client.core.RequestOption.header;
import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.requestId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that nothing an application passes on can add a line to a request, by the bytes
 * that come to the server.
 */
class InjectionTests {

	/** Line ends; the last ones only if characters are cut down to one byte. */
	static final List<String> ATTACKS = Stream
		.of("\r\n", "\n", "\r", "\r\n\r\n", "\u0000\r\n", "\u560d\u560a", "\u010d\u010a", "\u2028", "\u0085")
		.map((end) -> "a" + end + "X-Evil: 1" + end + end + "GET /evil HTTP/1.1" + end)
		.toList();

	@RegisterExtension
	final RawServer server = new RawServer()
		.answer(RawServer.json("{\"message\":\"Success\",\"data\":{\"id\":\"a\"}}"));

	@ParameterizedTest
	@FieldSource("ATTACKS")
	void headersThatEndTheirLineAreRefused(String attack) {
		assertRefused((bimpeai) -> bimpeai.request(ApiRequest.get("/agents"), Map.class, header("X-Team", attack)));
		assertRefused((bimpeai) -> bimpeai.request(ApiRequest.get("/agents"), Map.class, header(attack, "red")));
		assertRefused((bimpeai) -> bimpeai.request(ApiRequest.post("/agents"), Map.class, idempotencyKey(attack)));
		assertRefused((bimpeai) -> bimpeai.request(ApiRequest.get("/agents"), Map.class, requestId(attack)));
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.server.blocking().defaultHeader("X-Team", attack))
			.withMessageNotContaining("X-Evil");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.server.blocking().defaultHeader(attack, "red"))
			.withMessageNotContaining("X-Evil");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> this.server.blocking().apiKey(attack).build())
			.withMessageNotContaining("X-Evil");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.server.blocking().baseUrl(this.server.baseUrl() + "/" + attack).build())
			.withMessageNotContaining("X-Evil");
		assertThat(this.server.requests()).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("ATTACKS")
	void idsAreRefusedOrEncoded(String attack) {
		assertHarmless((bimpeai) -> bimpeai.agents().retrieve(attack));
		assertHarmless((bimpeai) -> bimpeai.request(ApiRequest.get("/agents/{agentId}", attack), Map.class));
		assertHarmless(
				(bimpeai) -> bimpeai.conversations().messages().send("agt_1", attack, SendMessageRequest.of("text")));
		assertHarmless((bimpeai) -> bimpeai.request(ApiRequest.get("/" + attack), Map.class));
	}

	@ParameterizedTest
	@FieldSource("ATTACKS")
	void queriesAreEncoded(String attack) {
		assertHarmless((bimpeai) -> bimpeai
			.request(ApiRequest.get("/agents").query("search", attack).query(attack, "value"), Map.class));
		assertThat(this.server.requests()).singleElement()
			.asString()
			.startsWith("GET /api/v1/console/agents?search=a%")
			.contains("X-Evil%3A%201");
	}

	@ParameterizedTest
	@FieldSource("ATTACKS")
	void textsStayInTheBody(String attack) {
		assertHarmless(
				(bimpeai) -> bimpeai.conversations().messages().send("agt_1", "cnv_1", SendMessageRequest.of(attack)));
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@FieldSource("ATTACKS")
	void theStartOfAStreamIsEncoded(String attack) {
		this.server.answer(RawServer.STREAM_UNTIL_CLOSE.replace("Connection: close", "Content-Length: 0"));
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().after(attack).reconnect(false))
				.blockLast(Duration.ofSeconds(30));
		}
		assertThat(this.server.requests()).hasSize(2).allSatisfy(InjectionTests::assertOneRequest);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "a\udce6b" })
	void halfACharacterIsNone(String half) {
		assertRefused((bimpeai) -> bimpeai.agents().retrieve(half));
		assertRefused((bimpeai) -> bimpeai.request(ApiRequest.get("/agents").query("search", half), Map.class));
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void latinLettersMayBeSentInHeaders() {
		assertHarmless(
				(bimpeai) -> bimpeai.request(ApiRequest.get("/agents"), Map.class, header("X-Team", "r\u00f6t")));
		assertThat(this.server.requests()).singleElement().asString().contains("\r\nX-Team: r\u00f6t\r\n");
	}

	private void assertRefused(Consumer<BimpeAI> call) {
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> call.accept(bimpeai))
				.withMessageNotContaining("X-Evil");
		}
	}

	private void assertHarmless(Consumer<BimpeAI> call) {
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			call.accept(bimpeai);
		}
		catch (UserException ex) {
			assertThat(ex.getMessage()).doesNotContain("X-Evil");
		}
		assertThat(this.server.requests()).allSatisfy(InjectionTests::assertOneRequest);
	}

	private static void assertOneRequest(String request) {
		List<String> head = request.substring(0, request.indexOf("\r\n\r\n")).lines().toList();
		assertThat(head.get(0)).matches("(GET|POST) /api/v1/console/[!-~]+ HTTP/1\\.1");
		assertThat(head.subList(1, head.size())).isNotEmpty()
			.allMatch((line) -> line
				.matches("(?i)(accept|accept-encoding|cache-control|user-agent|host|x-request-id|authorization|"
						+ "idempotency-key|content-type|content-length|x-team): .*"));
		assertThat(head).doesNotHaveDuplicates();
	}

}
