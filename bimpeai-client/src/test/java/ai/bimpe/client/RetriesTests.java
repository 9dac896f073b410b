package ai.bimpe.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.support.ManualTimer;
import ai.bimpe.client.support.Wire;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import org.springframework.retry.backoff.FixedBackOffPolicy;
import org.springframework.retry.policy.AlwaysRetryPolicy;
import org.springframework.retry.policy.NeverRetryPolicy;
import org.springframework.web.reactive.function.client.WebClient;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.maxRetries;
import static ai.bimpe.client.core.RequestOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for retries, counted at the server. Waits are run by hand.
 */
class RetriesTests {

	private static final Instant NOW = Instant.parse("2026-07-04T08:00:00Z");

	private static final ApiRequest RING = ApiRequest.post("/agents/{agentId}/calls", "agt_1");

	@RegisterExtension
	final Wire wire = new Wire();

	private final ManualTimer timer = new ManualTimer();

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 502, 503, 504, 599 })
	void twoRetriesFollowByDefault(int status) throws Exception {
		this.wire.answer(status, "").answer(status, "").answer(status, "").answerData("{}");
		CompletableFuture<?> call = call(client());
		this.timer.nextWait().run();
		this.timer.nextWait().run();
		assertThat(failure(call)).hasMessageContaining(String.valueOf(status));
		assertThat(this.wire.count()).isEqualTo(3);
	}

	@Test
	void aCallThatGoesOnAfterTheClientWasClosedLeavesNoConnection() throws Exception {
		this.wire.answer(503, "").answerData("{}");
		ReactiveBimpeAI client = client();
		CompletableFuture<?> call = call(client);
		ManualTimer.Task wait = this.timer.nextWait();
		client.close();
		wait.run();
		call.get(20, TimeUnit.SECONDS);
		assertThat(this.wire.request().getHeaders().get("Connection")).isNull();
		assertThat(this.wire.request().getHeaders().get("Connection")).isEqualTo("close");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 409, 418, 501 })
	void otherStatusesAreNotRetried(int status) throws Exception {
		this.wire.answer(status, "").answerData("{}");
		assertThat(failure(call(client()))).hasMessageContaining(String.valueOf(status));
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aRetryThatSucceedsIsASuccess() throws Exception {
		this.wire.answer(503, "").answerData("{}");
		CompletableFuture<?> call = call(client());
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aConnectionThatIsLostIsRetried() throws Exception {
		this.wire.answer(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build())
			.answerData("{}");
		CompletableFuture<?> call = call(client());
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void aBodyThatIsCutIsRetried() throws Exception {
		this.wire.answer(Wire.json(200, "x".repeat(100_000)).onResponseBody(new SocketEffect.CloseSocket()).build())
			.answerData("{}");
		CompletableFuture<?> call = call(client());
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aConnectionThatIsRefusedIsAConnectionExceptionThatWasNotSent() throws Exception {
		String baseUrl = this.wire.baseUrl();
		this.wire.server().close();
		CompletableFuture<?> call = call(this.wire.reactive()
			.baseUrl(baseUrl)
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.maxRetries(1)
			.build());
		this.timer.nextWait().run();
		assertThat(failure(call)).isInstanceOfSatisfying(ApiConnectionException.class, (ex) -> {
			assertThat(ex.isSent()).isFalse();
			assertThat(ex.isRetryable()).isTrue();
		});
	}

	@Test
	void waitsGrowAndAreDrawnBelowTheirCeiling() throws Exception {
		for (int i = 0; i < 8; i++) {
			this.wire.answer(500, "");
		}
		CompletableFuture<?> call = call(client(7));
		long ceiling = 500;
		for (int i = 0; i < 7; i++) {
			ManualTimer.Task wait = this.timer.nextWait();
			assertThat(wait.delay()).isBetween(Duration.ZERO, Duration.ofMillis(ceiling));
			ceiling = Math.min(ceiling * 2, 8000);
			wait.run();
		}
		assertThat(failure(call)).isInstanceOf(InternalServerException.class);
	}

	@Test
	void retryAfterIsHonouredInFull() throws Exception {
		this.wire.answer(Wire.json(429, "").setHeader("Retry-After", "60").build()).answerData("{}");
		CompletableFuture<?> call = call(this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.backOffPolicy(backOff(7))
			.build());
		ManualTimer.Task wait = this.timer.nextWait();
		assertThat(wait.delay()).isEqualTo(Duration.ofMillis(60_007));
		wait.run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void callsThatAreRefusedTogetherDoNotComeBackTogether() throws Exception {
		ReactiveBimpeAI client = client();
		List<Duration> waits = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			this.wire.answer(Wire.json(429, "").setHeader("Retry-After", "1.5").build());
			CompletableFuture<?> call = call(client);
			waits.add(this.timer.nextWait().delay());
			call.cancel(true);
		}
		Duration first = Collections.min(waits);
		Duration last = Collections.max(waits);
		assertThat(first).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
		assertThat(last.minus(first)).isGreaterThan(Duration.ofMillis(250));
		assertThat(Set.copyOf(waits)).hasSizeGreaterThan(50);
	}

	@Test
	void retryAfterAsADateIsHonoured() throws Exception {
		this.wire.answer(Wire.json(503, "").setHeader("Retry-After", "Sat, 4 Jul 2026 08:00:30 GMT").build())
			.answerData("{}");
		CompletableFuture<?> call = call(this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.clock(Clock.fixed(NOW, ZoneOffset.UTC))
			.backOffPolicy(backOff(7))
			.build());
		ManualTimer.Task wait = this.timer.nextWait();
		assertThat(wait.delay()).isEqualTo(Duration.ofMillis(30_007));
		wait.run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void aClockThatJumpsMakesTheCallFailAtOnceRatherThanWaitForDays() throws Exception {
		this.wire.answer(Wire.json(429, "").setHeader("Retry-After", "Sat, 4 Jul 2026 08:00:30 GMT").build())
			.answer(Wire.json(429, "").setHeader("Retry-After", "Sat, 4 Jul 2026 08:00:30 GMT").build())
			.answerData("{}");
		Clock past = Clock.fixed(NOW.minus(Duration.ofDays(3)), ZoneOffset.UTC);
		assertThat(failure(
				call(this.wire.reactive().scheduler(this.timer).timeout(Duration.ofHours(1)).clock(past).build())))
			.isInstanceOf(RateLimitException.class);
		Clock future = Clock.fixed(NOW.plus(Duration.ofDays(3)), ZoneOffset.UTC);
		CompletableFuture<?> call = call(
				this.wire.reactive().scheduler(this.timer).timeout(Duration.ofHours(1)).clock(future).build());
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void retryAfterLongerThanAllowedFailsAtOnce() throws Exception {
		this.wire.answer(Wire.json(429, "").setHeader("Retry-After", "61").build()).answerData("{}");
		assertThat(failure(call(client()))).isInstanceOfSatisfying(RateLimitException.class,
				(ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(61)));
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aCallChoosesItsOwnNumberOfRetries() throws Exception {
		this.wire.answer(500, "").answer(500, "").answerData("{}");
		assertThat(failure(client().request(Wire.GET, Map.class, maxRetries(0)).toFuture()))
			.isInstanceOf(InternalServerException.class);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aPostOfTheCallersOwnIsSentOnceMoreAfterAnAmbiguousFailureWithTheSameKey() throws Exception {
		this.wire.answer(500, "").answerData("{}");
		CompletableFuture<?> call = client().request(RING, Map.class).toFuture();
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		String key = this.wire.request().getHeaders().get("Idempotency-Key");
		assertThat(key).isNotNull().isEqualTo(this.wire.request().getHeaders().get("Idempotency-Key"));
	}

	@Test
	void aPostOfTheCallersOwnWithoutRetriesIsSentOnce() throws Exception {
		this.wire.answer(500, "").answerData("{}");
		assertThat(failure(client().request(RING, Map.class, maxRetries(0)).toFuture()))
			.isInstanceOf(InternalServerException.class);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void everySubscriptionIsACallOfItsOwn() throws Exception {
		this.wire.answerData("{}").answerData("{}");
		var mono = client().request(Wire.GET, Map.class);
		assertThat(this.wire.count()).isZero();
		mono.toFuture().get(10, TimeUnit.SECONDS);
		mono.toFuture().get(10, TimeUnit.SECONDS);
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aSlowBodyRunsIntoTheTimeOut() {
		this.wire.answer(Wire.json(200, "{\"message\":\"x\",\"data\":{}}").throttleBody(1, 1, TimeUnit.HOURS).build());
		try (BimpeAI bimpeai = this.wire.blocking().maxRetries(0).build()) {
			assertThatExceptionOfType(ApiTimeoutException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, timeout(Duration.ofMillis(300))))
				.withMessageContaining("PT0.3S")
				.satisfies((ex) -> assertThat(ex.isSent()).isTrue());
		}
	}

	@Test
	void aServerThatNeverAnswersRunsIntoTheTimeOutAndIsRetried() throws Exception {
		this.wire.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build()).answerData("{}");
		CompletableFuture<?> call = call(client());
		this.wire.request();
		awaitEventLoops();
		this.timer.nextTimeout().run();
		awaitEventLoops();
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aCallThatIsCancelledWhileItWaitsStopsAtOnce() throws Exception {
		this.wire.answer(500, "").answerData("{}");
		Disposable call = client().request(Wire.GET, Map.class).subscribe();
		ManualTimer.Task wait = this.timer.nextWait();
		call.dispose();
		await().until(wait::isDisposed);
		assertThat(this.timer.isWaiting()).isFalse();
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void listenersOfSpringRetryHearOfEveryFailure() throws Exception {
		this.wire.answer(500, "").answer(502, "").answerData("{}");
		List<Integer> counts = new ArrayList<>();
		CompletableFuture<?> call = call(this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.retryListener(new RetryListener() {
				@Override
				public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
						Throwable throwable) {
					counts.add(context.getRetryCount());
				}
			})
			.build());
		this.timer.nextWait().run();
		this.timer.nextWait().run();
		call.get(10, TimeUnit.SECONDS);
		assertThat(counts).containsExactly(1, 2);
	}

	@Test
	void aRetryPolicyOfTheCallersOwnDecides() throws Exception {
		this.wire.answer(500, "").answerData("{}");
		assertThat(failure(call(this.wire.reactive().retryPolicy(new NeverRetryPolicy()).build())))
			.isInstanceOf(InternalServerException.class);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aBackOffPolicyOfTheCallersOwnDecidesWithoutSleepingAThread() throws Exception {
		this.wire.answer(500, "").answerData("{}");
		FixedBackOffPolicy fixed = new FixedBackOffPolicy();
		fixed.setBackOffPeriod(12_345);
		CompletableFuture<?> call = call(
				this.wire.reactive().scheduler(this.timer).timeout(Duration.ofHours(1)).backOffPolicy(fixed).build());
		ManualTimer.Task wait = this.timer.nextWait();
		assertThat(wait.delay()).isEqualTo(Duration.ofMillis(12_345));
		wait.run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void callListenersHearOnceACallHowItEnded() throws Exception {
		this.wire.answer(500, "").answerData("{}").answer(404, "");
		List<CallResult> results = new ArrayList<>();
		ReactiveBimpeAI client = this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.callListener((result) -> {
				throw new IllegalStateException("a listener that fails harms nobody");
			})
			.callListener(results::add)
			.build();
		CompletableFuture<?> call = call(client);
		this.timer.nextWait().run();
		call.get(10, TimeUnit.SECONDS);
		failure(call(client));
		assertThat(results).extracting(CallResult::attempts).containsExactly(2, 1);
		assertThat(results).extracting(CallResult::status).containsExactly(200, 404);
		assertThat(results).extracting(CallResult::isSuccess).containsExactly(true, false);
		assertThat(results).extracting(CallResult::operation).containsOnly("request");
	}

	@Test
	void callListenersHearOfEveryRetry() throws Exception {
		this.wire.answer(503, "").answer(429, "").answerData("{}");
		List<CallRetry> retries = new ArrayList<>();
		ReactiveBimpeAI client = this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.callListener(new CallListener() {

				@Override
				public void onCall(CallResult result) {
					assertThat(retries).hasSize(2);
				}

				@Override
				public void onRetry(CallRetry retry) {
					retries.add(retry);
				}

			})
			.build();
		CompletableFuture<?> call = call(client);
		ManualTimer.Task first = this.timer.nextWait();
		assertThat(retries).hasSize(1);
		assertThat(retries.get(0).delay()).isEqualTo(first.delay());
		first.run();
		this.timer.nextWait().run();
		call.get(10, TimeUnit.SECONDS);
		assertThat(retries).extracting(CallRetry::attempt).containsExactly(1, 2);
		assertThat(retries).extracting(CallRetry::operation).containsOnly("request");
		assertThat(retries).extracting(CallRetry::requestId)
			.containsOnly(this.wire.request().getHeaders().get("X-Request-Id"));
		assertThat(retries.get(0).cause()).isInstanceOf(InternalServerException.class);
		assertThat(retries.get(1).cause()).isInstanceOf(RateLimitException.class);
	}

	@Test
	void aFilterOfTheApplicationThatFailsIsNoConnectionErrorAndNotRetried() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		WebClient.Builder builder = WebClient.builder().filter((request, next) -> {
			attempts.incrementAndGet();
			return Mono.error(new IllegalStateException("mine"));
		});
		assertThat(failure(call(this.wire.reactive().webClientBuilder(builder).build())))
			.isNotInstanceOf(ApiConnectionException.class)
			.isInstanceOf(BimpeAIException.class)
			.hasRootCauseMessage("mine");
		assertThat(attempts).hasValue(1);
	}

	@Test
	void aCallToAPhoneIsNotRepeatedWhenItMayHaveBeenDialled() throws Exception {
		this.wire.answer(500, "").answer(503, "").answerData("{}");
		assertThat(failure(dial())).isInstanceOf(InternalServerException.class);
		assertThat(failure(dial(maxRetries(5)))).isInstanceOf(InternalServerException.class);
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aCallToAPhoneIsNotRepeatedAfterATimeOutOrALostConnection() throws Exception {
		this.wire.answer(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build())
			.answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build())
			.answerData("{}");
		assertThat(failure(dial())).isInstanceOf(ApiConnectionException.class);
		CompletableFuture<?> call = dial();
		ManualTimer.Task timeout = this.timer.nextTimeout();
		await().until(() -> this.wire.count() == 2);
		timeout.run();
		assertThat(failure(call)).isInstanceOfSatisfying(ApiTimeoutException.class,
				(ex) -> assertThat(ex.isSent()).isTrue());
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aCallToAPhoneIsRepeatedAfterATimeOutWithoutAConnection() throws Exception {
		this.wire.answerData("{\"status\":\"initiated\"}");
		AtomicInteger attempts = new AtomicInteger();
		CompletableFuture<?> call = this.wire.reactive()
			.scheduler(this.timer)
			.timeout(Duration.ofHours(1))
			.webClientBuilder(WebClient.builder()
				.filter((request, next) -> (attempts.getAndIncrement() == 0) ? Mono.never() : next.exchange(request)))
			.build()
			.calls()
			.make("agt_1", MakeCallRequest.test("+447700900461"))
			.toFuture();
		this.timer.nextTimeout().run();
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aCallToAPhoneIsRepeatedWithAKeyOfTheCaller() throws Exception {
		this.wire.answer(500, "").answerData("{\"status\":\"initiated\"}");
		CompletableFuture<?> call = dial(idempotencyKey("call-1"));
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aCallToAPhoneIsRepeatedWhenItWasCertainlyNotDialled() throws Exception {
		this.wire.answer(429, "").answerData("{\"status\":\"initiated\"}");
		CompletableFuture<?> call = dial();
		this.timer.nextWait().run();
		assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void aRetryPolicyOfTheCallersOwnDoesNotRepeatACallToAPhone() throws Exception {
		this.wire.answer(500, "").answerData("{\"status\":\"initiated\"}");
		ReactiveBimpeAI client = this.wire.reactive().retryPolicy(new AlwaysRetryPolicy()).build();
		assertThat(failure(client.calls().make("agt_1", MakeCallRequest.test("+447700900461")).toFuture()))
			.isInstanceOf(InternalServerException.class);
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void concurrentCallsDoNotShareTheirRetries() throws Exception {
		int calls = 16;
		for (int i = 0; i < 2 * calls; i++) {
			this.wire.answer(500, "");
		}
		CountDownLatch done = new CountDownLatch(calls);
		ReactiveBimpeAI client = this.wire.reactive()
			.maxRetries(1)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(1)))
			.build();
		for (int i = 0; i < calls; i++) {
			client.request(Wire.GET, Map.class).subscribe(null, (ex) -> done.countDown());
		}
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.wire.count()).isEqualTo(2 * calls);
	}

	private static FixedBackOffPolicy backOff(long millis) {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(millis);
		return backOff;
	}

	private ReactiveBimpeAI client() {
		return client(BimpeAIBuilder.DEFAULT_MAX_RETRIES);
	}

	private ReactiveBimpeAI client(int maxRetries) {
		return this.wire.reactive().scheduler(this.timer).timeout(Duration.ofHours(1)).maxRetries(maxRetries).build();
	}

	private CompletableFuture<?> dial(RequestOption... options) {
		return client().calls().make("agt_1", MakeCallRequest.test("+447700900461"), options).toFuture();
	}

	private CompletableFuture<?> call(ReactiveBimpeAI client) {
		return client.request(Wire.GET, Map.class).toFuture();
	}

	private static Throwable failure(CompletableFuture<?> call) throws Exception {
		try {
			call.get(10, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			return java.util.Objects.requireNonNull(ex.getCause());
		}
		throw new AssertionError("The call succeeded");
	}

	// The server may have read a request before the client has noticed that it is
	// written,
	// and a connection is closed a moment after its call was cancelled.
	private static void awaitEventLoops() {
		HttpResources.get().onClient(true).forEach((loop) -> loop.submit(() -> {
		}).syncUninterruptibly());
	}

}
