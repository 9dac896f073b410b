package ai.bimpe.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Memory;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.VirtualScheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that no stream, however hostile, leaks a buffer, hangs, or takes more memory than
 * allowed.
 */
@Timeout(120)
class HostileStreamsTests {

	private static final long MEGABYTE = 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final StreamOptions ONCE = StreamOptions.create().reconnect(false);

	private static Leaks leaks;

	@RegisterExtension
	final RawServer server = new RawServer();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

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

	@ParameterizedTest
	@ValueSource(strings = { "data: ", "data: x\n", "data:\n", "id: ", "event: ", "event: message\n", "id: 1\n" })
	void anEventWithoutEndIsSkippedWithinBoundsAndTheStreamGoesOn(String line) {
		readEndless(line, line.endsWith("\n") ? line.repeat(1000) : "x".repeat(10_000));
		assertThat(this.events).filteredOn(StreamEvent.Message.class::isInstance).hasSize(1);
		assertThat(this.events).filteredOn(StreamEvent.Skipped.class::isInstance)
			.extracting((event) -> ((StreamEvent.Skipped) event).reason())
			.allMatch(Reason.TOO_LARGE::equals)
			.hasSizeLessThanOrEqualTo(1);
		assertThat(this.events).last().isInstanceOf(StreamEvent.Ended.class);
	}

	@Test
	void anEventWithoutNewlineIsReportedBeforeItEnds() {
		this.server.answer((request, out) -> out
			.writeForEver(RawServer.STREAM_UNTIL_CLOSE + "id: 1\ndata: " + "x".repeat(1_000_000), 1024 * MEGABYTE));
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxEventSize(DataSize.ofKilobytes(64)).build()) {
			Disposable listening = stream(bimpeai, ONCE).subscribe(this.events::add);
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(this.events).filteredOn(StreamEvent.Skipped.class::isInstance)
					.first()
					.extracting((event) -> ((StreamEvent.Skipped) event).reason())
					.isEqualTo(Reason.TOO_LARGE));
			listening.dispose();
			await().atMost(TIMEOUT).until(() -> this.server.connections() <= 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ": ", "retry: 1", "name", "name: " })
	void aLineThatMeansNothingMayHaveNoEnd(String line) {
		readEndless(line, "9".repeat(10_000));
		assertThat(this.events).filteredOn(StreamEvent.Message.class::isInstance).hasSize(1);
		assertThat(this.events).noneMatch(StreamEvent.Skipped.class::isInstance);
	}

	@Test
	void anEventOfLevelsWithoutEndIsSkipped() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + "data: {\"a\":" + "[".repeat(100_000) + "\n\n" + message("after"));
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			List<StreamEvent> all = stream(bimpeai, ONCE).collectList().block(TIMEOUT);
			assertThat(all).hasSize(4).element(1).isEqualTo(new StreamEvent.Skipped(Reason.MALFORMED, null));
		}
	}

	@Test
	void aRefusalWithoutEndIsReadUpToTheLimitOnly() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
			taken.complete(out.writeForEver("x".repeat(8192), 1024 * MEGABYTE));
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxResponseSize(DataSize.ofMegabytes(1)).build()) {
			assertThat(failure(bimpeai)).isInstanceOf(NotFoundException.class);
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
		}
	}

	@Test
	void anAnswerWithoutEndThatIsNoStreamIsNotReadAtAll() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
			taken.complete(out.writeForEver("x".repeat(8192), 1024 * MEGABYTE));
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(failure(bimpeai)).isInstanceOf(InvalidResponseException.class);
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
		}
	}

	@Test
	void anAnswerThatIsNoStreamAndNeverEndsKeepsNobodyWaiting() {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nwait");
		try (ReactiveBimpeAI bimpeai = this.server.reactive().timeout(Duration.ofHours(1)).build()) {
			assertThat(failure(bimpeai)).isInstanceOf(InvalidResponseException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nX-Slow: " })
	void aByteNowAndThenOpensNoStream(String begin) throws Exception {
		CompletableFuture<Void> closed = this.server.answerSlowly(begin);
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		try (ReactiveBimpeAI bimpeai = this.server.reactive().scheduler(timer).build()) {
			CompletableFuture<?> end = stream(bimpeai, ONCE).then().toFuture();
			// The ticket, and what opens the stream with it.
			await().atMost(TIMEOUT).until(() -> this.server.requests().size() == 2);
			timer.advanceTimeBy(BimpeAIBuilder.DEFAULT_TIMEOUT.dividedBy(2));
			await().during(Duration.ofMillis(200)).atMost(TIMEOUT).until(() -> !end.isDone());
			timer.advanceTimeBy(BimpeAIBuilder.DEFAULT_TIMEOUT.dividedBy(2));
			assertThat(end).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(ApiTimeoutException.class);
			assertThat(closed).succeedsWithin(TIMEOUT);
		}
	}

	@Test
	void aByteNowAndThenHoldsNoRefusalBack() throws Exception {
		CompletableFuture<Void> closed = this.server
			.answerSlowly("HTTP/1.1 500 Failed\r\nTransfer-Encoding: chunked\r\n\r\n10000000\r\n");
		VirtualScheduler timer = new VirtualScheduler();
		try (ReactiveBimpeAI bimpeai = this.server.reactive().scheduler(timer).build()) {
			CompletableFuture<?> end = stream(bimpeai, ONCE).then().toFuture();
			await().pollInSameThread().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).until(() -> {
				timer.advance(Duration.ofMillis(20));
				return end.isDone();
			});
			assertThat(end).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(InternalServerException.class);
			assertThat(closed).succeedsWithin(TIMEOUT);
		}
	}

	@Test
	void headersWithoutEndAreRefusedEarly() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Header: ");
			taken.complete(out.writeForEver("x".repeat(8192), 1024 * MEGABYTE));
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(failure(bimpeai)).isInstanceOf(ApiConnectionException.class);
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
		}
	}

	@Test
	void aStreamShorterThanItsLengthIsALostConnectionAndNoEnd() {
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n"
					+ message("one"));
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(failure(bimpeai)).isInstanceOf(ApiConnectionException.class);
			assertThat(this.events).noneMatch(StreamEvent.Ended.class::isInstance)
				.filteredOn(StreamEvent.Message.class::isInstance)
				.hasSize(1);
		}
	}

	@Test
	void aStreamLongerThanItsLengthEndsThere() {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
				+ message("one").length() + "\r\n\r\n" + message("one") + message("two"));
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			List<StreamEvent> all = stream(bimpeai, ONCE).collectList().block(TIMEOUT);
			assertThat(all).filteredOn(StreamEvent.Message.class::isInstance).hasSize(1);
		}
	}

	@Test
	void aChunkThatMakesNoSenseIsALostConnection() {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ Integer.toHexString(message("one").length()) + "\r\n" + message("one") + "\r\n-7fffffffff\r\n");
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(failure(bimpeai)).isInstanceOf(ApiConnectionException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "yesterday", "", "Sat, 99 Jul 2026 08:00:30 GMT", "Thu, 1 Jan 99999999 00:00:00 GMT" })
	void aDateThatMakesNoSenseIsAsGoodAsNone(String date) {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE.replace("Connection", "Date: " + date + "\r\nConnection")
					+ message("one"));
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			List<StreamEvent> all = stream(bimpeai, ONCE).collectList().block(TIMEOUT);
			assertThat(all).filteredOn(StreamEvent.Message.class::isInstance).hasSize(1);
		}
	}

	@Test
	void parametersOfTheTypeMeanNothing() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE.replace("stream\r", "Stream ; charset=none;;\r") + message("one"));
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			List<StreamEvent> all = stream(bimpeai, ONCE).collectList().block(TIMEOUT);
			assertThat(all).filteredOn(StreamEvent.Message.class::isInstance).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SECRET", "text/SECRET;;=", "", "*/*", "text/event-stream2", ";text/event-stream" })
	void aTypeThatMakesNoSenseIsNoStream(String type) {
		this.server.answer("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 0\r\n\r\n");
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			BimpeAIException failure = failure(bimpeai);
			assertThat(failure).isInstanceOf(InvalidResponseException.class).hasNoCause();
			assertThat(failure.toString()).doesNotContain("SECRET");
		}
	}

	@Test
	void aStreamIsNeverUnpacked() throws Exception {
		CompletableFuture<Long> taken = new CompletableFuture<>();
		this.server.answer((request, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n"
					+ message("plain"));
			taken.complete(out.writeForEver("x".repeat(8192), 1024 * MEGABYTE));
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().build()) {
			assertThat(failure(bimpeai)).isInstanceOf(InvalidResponseException.class);
			assertThat(taken.get(60, TimeUnit.SECONDS)).isLessThan(32 * MEGABYTE);
		}
		assertThat(this.events).isEmpty();
		assertThat(this.server.requests()).last().asString().containsIgnoringCase("accept-encoding: identity\r\n");
	}

	private BimpeAIException failure(ReactiveBimpeAI bimpeai) {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Disposable listening = stream(bimpeai, ONCE).subscribe(this.events::add, failure::complete);
		assertThat(failure).succeedsWithin(Duration.ofSeconds(25)).isInstanceOf(BimpeAIException.class);
		listening.dispose();
		return (BimpeAIException) failure.join();
	}

	// An event that begins and goes on far beyond the bound of memory, and one behind it.
	private void readEndless(String begin, String rest) {
		AtomicLong written = new AtomicLong();
		CountDownLatch enough = new CountDownLatch(1);
		byte[] bytes = rest.getBytes(StandardCharsets.US_ASCII);
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + begin);
			while (enough.getCount() > 0) {
				out.write(bytes);
				written.addAndGet(bytes.length);
			}
			out.write("\n\n" + message("after"));
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().maxEventSize(DataSize.ofKilobytes(64)).build()) {
			Memory memory = new Memory();
			Disposable listening = stream(bimpeai, ONCE).subscribe(this.events::add);
			await().atMost(TIMEOUT).until(() -> written.get() > 64 * MEGABYTE);
			await().atMost(TIMEOUT).until(() -> memory.live() < 24 * MEGABYTE);
			enough.countDown();
			await().atMost(TIMEOUT).until(listening::isDisposed);
		}
	}

	private static Flux<StreamEvent> stream(ReactiveBimpeAI bimpeai, StreamOptions options) {
		return bimpeai.conversations().messages().stream("agt_1", "cnv_1", options).events();
	}

	private static String message(String id) {
		return "id: " + id + "\nevent: message\ndata: {\"id\":\"" + id + "\",\"message\":\"text\"}\n\n";
	}

}
