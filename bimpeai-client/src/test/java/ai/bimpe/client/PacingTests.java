package ai.bimpe.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.support.ManualTimer;
import ai.bimpe.client.support.MutableClock;
import ai.bimpe.client.support.Wire;
import ai.bimpe.simulator.Simulator;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.WebClient;

import static ai.bimpe.client.core.RequestOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for calls that are spread by the rate limits of the server. Waits are run by
 * hand.
 */
class PacingTests {

	private static final int CALLS = 25;

	private static final Duration LONG = Duration.ofMinutes(10);

	@RegisterExtension
	final Wire wire = new Wire();

	private final ManualTimer timer = new ManualTimer();

	private final MutableClock clock = new MutableClock();

	private final List<CallResult> results = new CopyOnWriteArrayList<>();

	/** Also what is on its way to the server. */
	private final AtomicInteger sent = new AtomicInteger();

	@Test
	void callsOverTheLimitAreRefusedWithoutPacing() {
		try (Simulator simulator = simulator(); ReactiveBimpeAI client = client(simulator).build()) {
			assertThat(calls(client)).succeedsWithin(LONG);
			assertThat(statuses(429)).isEqualTo(CALLS - 10);
			assertThat(simulator.count("listAgents")).isEqualTo(CALLS);
		}
	}

	@Test
	void callsOverTheLimitWaitWithPacing() throws Exception {
		try (Simulator simulator = simulator(); ReactiveBimpeAI client = client(simulator).pace(true).build()) {
			// Which the test would make old while answers are on their way.
			simulator.on("listAgents").header("Date", "unknown");
			assertThat(call(client).toFuture()).succeedsWithin(Duration.ofSeconds(20));
			CompletableFuture<?> calls = calls(client);
			// Or the server counts those that are on their way in the next window.
			settle();
			while (this.results.size() < CALLS + 1) {
				ManualTimer.Task wait = this.timer.nextWait();
				this.clock.advance(wait.delay());
				this.timer.advance(wait.delay());
				wait.run();
				settle();
			}
			assertThat(calls).succeedsWithin(Duration.ofSeconds(20));
			assertThat(statuses(200)).isEqualTo(CALLS + 1);
			assertThat(simulator.count("listAgents")).isEqualTo(CALLS + 1);
		}
	}

	@Test
	void timeoutOfTheCallBeginsWithItsTurn() throws Exception {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(0, "50")).answerData("{}");
			client.request(Wire.GET, Map.class).block();
			CompletableFuture<?> call = client.request(Wire.GET, Map.class, timeout(Duration.ofSeconds(62))).toFuture();
			ManualTimer.Task wait = this.timer.nextWait();
			assertThat(wait.delay()).hasSeconds(50);
			assertThat(this.timer.nextTimeout().delay()).isEqualTo(LONG);
			this.timer.advance(wait.delay());
			wait.run();
			assertThat(call.get(20, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void clockOfTheServerCounts() throws Exception {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(0, "3650").newBuilder().setHeader("Date", "Thu, 01 Jan 1970 01:00:00 GMT").build());
			client.request(Wire.GET, Map.class).block();
			CompletableFuture<?> call = client.request(Wire.GET, Map.class).toFuture();
			ManualTimer.Task wait = this.timer.nextWait();
			assertThat(wait.delay()).hasSeconds(50);
			call.cancel(true);
			assertThat(wait.isDisposed()).isTrue();
		}
	}

	@Test
	void callThatWouldWaitTooLongFailsAtOnceAndIsNotSent() {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(0, "3600"));
			client.request(Wire.GET, Map.class).block();
			assertThat(client.request(Wire.GET, Map.class).toFuture()).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(RateLimitException.class, (failure) -> {
					assertThat(failure).hasMessageContaining("was not sent").hasMessageContaining("max-retry-after");
					assertThat(failure.retryAfter()).hasMinutes(60);
					assertThat(failure.limit()).isEqualTo(10);
				});
			assertThat(this.wire.count()).isOne();
			assertThat(this.results.get(1).attempts()).isZero();
			assertThat(this.timer.isWaiting()).isFalse();
		}
	}

	@Test
	void callThatHasWaitedInVainIsNotTriedAgain() throws Exception {
		try (ReactiveBimpeAI client = paced().maxRetries(2).build()) {
			this.wire.answer(answer(0, "50"));
			client.request(Wire.GET, Map.class).block();
			CompletableFuture<?> call = client.request(Wire.GET, Map.class).toFuture();
			this.timer.nextTimeout().run();
			assertThat(call).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(RateLimitException.class);
			assertThat(this.wire.count()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT4800000H", "PT2562047788015215H30M7S" })
	void longestWaitMayBeLongerThanTimersCount(String time) throws Exception {
		RetrySettings retry = RetrySettings.DEFAULTS.withMaxRetryAfter(Duration.parse(time));
		try (ReactiveBimpeAI client = paced().retry(retry).build()) {
			this.wire.answer(answer(0, "50")).answerData("{}");
			client.request(Wire.GET, Map.class).block();
			CompletableFuture<?> call = client.request(Wire.GET, Map.class).toFuture();
			ManualTimer.Task wait = this.timer.nextWait();
			this.timer.advance(wait.delay());
			wait.run();
			assertThat(call.get(20, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void otherOperationsDoNotWait() {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(0, "50")).answerData("{}");
			client.request(Wire.GET, Map.class).block();
			assertThat(client.request(Wire.POST, Map.class).toFuture()).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Test
	void otherMethodsOfThePathDoNotWait() {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(0, "50")).answerData("{}");
			client.request(Wire.GET, Map.class).block();
			assertThat(client.request(ApiRequest.delete("/agents/{agentId}", "agt_1"), Map.class).toFuture())
				.succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Test
	void callsThatAreCancelledUnderWayKeepNoPermit() throws Exception {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answer(answer(9, "50"));
			client.request(Wire.GET, Map.class).block();
			this.wire.request();
			for (int i = 0; i < 5; i++) {
				this.wire.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
				Disposable call = client.request(Wire.GET, Map.class).subscribe();
				this.wire.request();
				call.dispose();
			}
			this.wire.answerData("{}");
			assertThat(client.request(Wire.GET, Map.class).toFuture()).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Test
	void serverThatTellsNoLimitMakesNothingWait() {
		try (ReactiveBimpeAI client = paced().build()) {
			this.wire.answerData("{}").answerData("{}");
			client.request(Wire.GET, Map.class).block();
			assertThat(client.request(Wire.GET, Map.class).toFuture()).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	private static MockResponse answer(int remaining, String reset) {
		return Wire.json(200, "{\"message\":\"Success\",\"data\":{}}")
			.setHeader("X-RateLimit-Limit", "10")
			.setHeader("X-RateLimit-Remaining", String.valueOf(remaining))
			.setHeader("X-RateLimit-Reset", reset)
			.build();
	}

	private Simulator simulator() {
		return Simulator.builder().clock(this.clock).settings((settings) -> settings.rateLimit(10)).start();
	}

	private BimpeAIBuilder<ReactiveBimpeAI> paced() {
		return client(this.wire.reactive()).pace(true);
	}

	private BimpeAIBuilder<ReactiveBimpeAI> client(Simulator simulator) {
		return client(ReactiveBimpeAI.builder().apiKey(simulator.apiKey()).baseUrl(simulator.baseUrl()));
	}

	private BimpeAIBuilder<ReactiveBimpeAI> client(BimpeAIBuilder<ReactiveBimpeAI> builder) {
		return builder.clock(this.clock)
			.scheduler(this.timer)
			.webClientBuilder(WebClient.builder().filter((request, next) -> {
				this.sent.incrementAndGet();
				return next.exchange(request);
			}))
			.timeout(LONG)
			.maxRetries(0)
			.retry(RetrySettings.DEFAULTS.withMaxRetryAfter(LONG))
			.callListener(this.results::add);
	}

	private static CompletableFuture<?> calls(ReactiveBimpeAI client) {
		return Flux.range(0, CALLS).flatMap((i) -> call(client).onErrorComplete(), CALLS).then().toFuture();
	}

	private static Mono<?> call(ReactiveBimpeAI client) {
		return client.agents().list(ListQuery.create()).pages().next();
	}

	private long statuses(int status) {
		return this.results.stream().filter((result) -> Integer.valueOf(status).equals(result.status())).count();
	}

	private void settle() {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.results.size() == this.sent.get());
	}

}
