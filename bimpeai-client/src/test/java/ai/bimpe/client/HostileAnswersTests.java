package ai.bimpe.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ConflictException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Memory;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.VirtualScheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that no answer to a call, however hostile, leaks a buffer, hangs, or takes more
 * memory than allowed.
 */
@Timeout(120)
class HostileAnswersTests {

	private static final String FORGED = "HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n"
			+ "{\"message\":\"Success\",\"data\":{\"id\":\"forged\"}}";

	private static final RetrySettings FAST = RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1));

	private static final long MEGABYTE = 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static Leaks leaks;

	@RegisterExtension
	final RawServer server = new RawServer();

	@BeforeAll
	static void lookForLeaks() {
		leaks = new Leaks();
	}

	@AfterAll
	static void nothingIsLeaked() {
		try (Leaks found = leaks) {
			assertThat(found.find()).isEmpty();
		}
	}

	@Test
	void aBodyShorterThanItsLengthIsALostConnection() {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"message\":");
			out.close();
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.isSent()).isTrue());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\r\n\r\n", FORGED, "HTTP/1.1 200 OK\r\nContent-Length: 9",
			"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"message\":\"x\",\"data\":{\"id\":\"forged\"}}",
			FORGED + FORGED + "HTTP/1.1 200 OK\r\nX-Rest: " })
	void whatComesBeyondTheLengthIsNeverTakenForTheNextAnswer(String rest) {
		this.server.answer((request, out) -> out.write(good(requestId(request)) + rest));
		try (BimpeAI bimpeai = this.server.blocking().retry(FAST).timeout(Duration.ofSeconds(2)).build()) {
			for (int i = 0; i < 3; i++) {
				ApiResponse<?> answer = bimpeai.request(ApiRequest.get("/agents"), Map.class,
						RequestOption.requestId("own-" + i));
				assertThat(answer.data()).isEqualTo(Map.of("id", "own-" + i));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\nContent-Length: 50", "Content-Length: 5, 50", "Content-Length: -1",
			"Content-Length: 99999999999999999999", "Content-Length: +42", "Content-Length: 4 2",
			"Content-Length: 30\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip, chunked" })
	void lengthsThatMakeNoSenseAreAnErrorOfOurTree(String lengths) {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + lengths + "\r\n\r\n"
					+ "{\"message\":\"SECRET\",\"data\":{}}");
			out.close();
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("SECRET"));
		}
		await().atMost(TIMEOUT).until(() -> this.server.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\nffffffffffffffff\r\n", "-5\r\nx", "zz\r\nx", "FFFFFFFF\r\n", "7fffffff0\r\nabc" })
	void chunksThatMakeNoSenseAreALostConnection(String chunks) {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
			out.close();
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> get(bimpeai));
		}
		await().atMost(TIMEOUT).until(() -> this.server.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 999 Odd", "HTTP/1.1 000 Odd", "HTTP/1.1 -1 Odd", "HTTP/1.1 2000 Odd",
			"HTTP/1.1 abc", "HTTP/9.9 200 OK", "ICY 200 OK", "SSH-2.0-OpenSSH", "" })
	void statusLinesThatMakeNoSenseAreAnErrorOfOurTree(String line) {
		this.server.answer((request, out) -> {
			out.write(line + "\r\nContent-Length: 2\r\n\r\n{}");
			out.close();
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> get(bimpeai));
		}
	}

	@Test
	void aBodyWithoutEndIsReadUpToTheLimitOnly() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write(RawServer.JSON_UNTIL_CLOSE + "{\"message\":\"");
			taken.complete(out.writeForEver("x".repeat(8192), 4096 * MEGABYTE));
		});
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			Memory memory = new Memory();
			assertThatExceptionOfType(InvalidResponseException.class).isThrownBy(() -> get(bimpeai))
				.withMessageContaining("bimpeai.max-response-size");
			// Beside the limit, what the buffers of both sockets hold.
			assertThat(taken.get(60, TimeUnit.SECONDS)).isBetween(16 * MEGABYTE, 48 * MEGABYTE);
			assertThat(memory.peak()).isLessThan(96 * MEGABYTE);
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void aCompressionBombIsBoundedByItsSizeOnceUnpacked(String encoding) throws Exception {
		byte[] bomb = bomb(encoding, 256);
		assertThat(bomb.length).isLessThan((int) MEGABYTE);
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + encoding
					+ "\r\nContent-Length: " + bomb.length + "\r\n\r\n");
			out.write(bomb);
		});
		try (BimpeAI bimpeai = this.server.blocking().maxResponseSize(DataSize.ofMegabytes(1)).build()) {
			Memory memory = new Memory();
			assertThatExceptionOfType(InvalidResponseException.class).isThrownBy(() -> get(bimpeai))
				.withMessageContaining("bimpeai.max-response-size");
			assertThat(memory.peak()).isLessThan(128 * MEGABYTE);
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aCompressionBombOfAnErrorIsStillTheErrorOfItsStatus() throws Exception {
		byte[] bomb = bomb("gzip", 64);
		this.server.answer((request, out) -> {
			out.write(
					"HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
			out.write(bomb);
		});
		try (BimpeAI bimpeai = this.server.blocking().maxResponseSize(DataSize.ofMegabytes(1)).build()) {
			assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(404))
				.satisfies((ex) -> assertThat(ex.body()).isNull());
		}
	}

	@Test
	void aBodyThatIsNotCompressedAsItClaimsIsAnErrorOfOurTree() {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n"
				+ "{\"message\":\"SECRET\",\"data\":{}}");
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("SECRET"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 400 })
	void levelsWithoutEndAreATypedExceptionAndNoStackOverflow(int status) {
		String body = "{\"message\":\"x\",\"data\":" + "[{\"a\":".repeat(50_000);
		this.server.answer("HTTP/1.1 " + status + " Deep\r\nContent-Type: application/json\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body);
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			assertThatExceptionOfType(ApiException.class)
				.isThrownBy(() -> bimpeai.request(ApiRequest.get("/agents"), Object.class))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status))
				.withNoCause();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Header: ", "" })
	void headersWithoutEndAreRefusedEarly(String name) throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\n");
			String line = name.isEmpty() ? "X-Small: 1\r\n" : "x".repeat(1000);
			out.write(name);
			taken.complete(out.writeForEver(line, 1024 * MEGABYTE));
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			Memory memory = new Memory();
			assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> get(bimpeai));
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
			assertThat(memory.peak()).isLessThan(64 * MEGABYTE);
		}
	}

	@Test
	void trailersWithoutEndAreRefusedEarly() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
			taken.complete(out.writeForEver("X-Trailer: " + "x".repeat(1000) + "\r\n", 1024 * MEGABYTE));
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			Memory memory = new Memory();
			assertThatExceptionOfType(BimpeAIException.class).isThrownBy(() -> get(bimpeai));
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
			assertThat(memory.peak()).isLessThan(64 * MEGABYTE);
		}
	}

	@Test
	void interimAnswersWithoutEndRunIntoTheTimeOut() {
		AtomicLong written = new AtomicLong();
		byte[] interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
		this.server.answer((request, out) -> {
			while (true) {
				out.write(interim);
				written.addAndGet(interim.length);
			}
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxRetries(0).timeout(Duration.ofSeconds(5)).build()) {
			Memory memory = new Memory();
			Mono<?> call = bimpeai.request(ApiRequest.get("/agents"), Map.class);
			CompletableFuture<?> answer = call.toFuture();
			await().atMost(TIMEOUT).until(() -> written.get() > 8 * MEGABYTE || answer.isDone());
			await().atMost(TIMEOUT).until(() -> memory.live() < 16 * MEGABYTE);
			assertThat(answer).failsWithin(TIMEOUT)
				.withThrowableThat()
				.withCauseInstanceOf(ApiConnectionException.class);
		}
		await().atMost(TIMEOUT).until(() -> this.server.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
					"HTTP/1.1 500 Failed\r\nTransfer-Encoding: chunked\r\n\r\n10000000\r\n" })
	void aByteNowAndThenKeepsNoCallWaitingBeyondItsTimeOut(String begin) throws Exception {
		CompletableFuture<Void> closed = this.server.answerSlowly(begin);
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxRetries(0).scheduler(timer).build()) {
			CompletableFuture<?> answer = bimpeai.request(ApiRequest.get("/agents"), Map.class).toFuture();
			await().atMost(TIMEOUT).until(() -> !this.server.requests().isEmpty());
			// One half before most of the bytes, and one behind them.
			timer.advanceTimeBy(BimpeAIBuilder.DEFAULT_TIMEOUT.dividedBy(2));
			await().during(Duration.ofMillis(200)).atMost(TIMEOUT).until(() -> !answer.isDone());
			timer.advanceTimeBy(BimpeAIBuilder.DEFAULT_TIMEOUT.dividedBy(2));
			assertThat(answer).failsWithin(TIMEOUT)
				.withThrowableThat()
				.withCauseInstanceOf(ApiTimeoutException.class)
				.withMessageContaining("PT30S");
			assertThat(closed).succeedsWithin(TIMEOUT);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 409, 500, 501 })
	void statusOfARefusalCountsThoughItsBodyIsCut(int status) {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 " + status + " No\r\nContent-Length: 100\r\n\r\n{\"code\":");
			out.close();
		});
		try (BimpeAI bimpeai = this.server.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
		}
	}

	@Test
	void statusOfARefusalCountsThoughItsBodyDoesNotComeInTime() {
		this.server.answer("HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{\"code\":");
		VirtualScheduler timer = new VirtualScheduler();
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxRetries(0).scheduler(timer).build()) {
			CompletableFuture<?> answer = bimpeai.request(ApiRequest.get("/agents"), Map.class).toFuture();
			await().pollInSameThread().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).until(() -> {
				timer.advance(Duration.ofMillis(100));
				return answer.isDone();
			});
			assertThat(answer).failsWithin(TIMEOUT)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(RateLimitException.class,
						(ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
		}
		await().atMost(TIMEOUT).until(() -> this.server.connections() == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "zstd", "identity, br" })
	void contentCodingThatWasNotAskedForIsNamed(String coding) {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: 3\r\n\r\n\u001fab");
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class).isThrownBy(() -> get(bimpeai))
				.withMessageContaining("content coding");
		}
	}

	@Test
	void bytesThatAreNotUtf8CostTheirCharactersAndNotTheAnswer() {
		this.server.answer((request, out) -> {
			String json = RawServer.json("{\"message\":\"x\",\"data\":{\"a\":\"Caf_\",\"b\":\"_\"}}");
			out.write(json.replace('_', '\u00e9'));
		});
		try (BimpeAI bimpeai = this.server.blocking().build()) {
			assertThat(get(bimpeai)).isEqualTo(Map.of("a", "Caf\ufffd", "b", "\ufffd"));
			this.server.answer((request, out) -> out.write("HTTP/1.1 409 No\r\nContent-Length: 36\r\n\r\n"
					+ "{\"code\":\"conflict\",\"message\":\"Caf\u00e9\"}"));
			assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> get(bimpeai))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.CONFLICT));
		}
	}

	private static @Nullable Object get(BimpeAI bimpeai) {
		return bimpeai.request(ApiRequest.get("/agents"), Map.class).data();
	}

	private static String requestId(String request) {
		return request.lines()
			.filter((line) -> line.startsWith("X-Request-Id: "))
			.findFirst()
			.orElseThrow()
			.substring(14);
	}

	private static String good(String id) {
		return RawServer.json("{\"message\":\"Success\",\"data\":{\"id\":\"" + id + "\"}}");
	}

	private static byte[] bomb(String encoding, int megabytes) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] blanks = " ".repeat((int) MEGABYTE).getBytes(StandardCharsets.US_ASCII);
		try (OutputStream packing = encoding.equals("gzip") ? new GZIPOutputStream(bytes)
				: new java.util.zip.DeflaterOutputStream(bytes)) {
			for (int i = 0; i < megabytes; i++) {
				packing.write(blanks);
			}
		}
		return bytes.toByteArray();
	}

}
