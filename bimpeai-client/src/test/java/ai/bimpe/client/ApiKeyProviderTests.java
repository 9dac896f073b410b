package ai.bimpe.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.support.ManualTimer;
import ai.bimpe.client.support.Wire;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.maxRetries;
import static ai.bimpe.client.core.RequestOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for keys of a provider, as the server sees them.
 */
@Timeout(180)
class ApiKeyProviderTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String OLD = "sk_old_SECRET";

	private static final String NEW = "sk_new_SECRET";

	@RegisterExtension
	final Wire wire = new Wire();

	private final Keys keys = new Keys();

	private final Set<String> accepted = ConcurrentHashMap.newKeySet();

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private final List<CallRetry> retries = new CopyOnWriteArrayList<>();

	private final List<CallResult> results = new CopyOnWriteArrayList<>();

	private final ManualTimer timer = new ManualTimer();

	private volatile @Nullable CyclicBarrier together;

	private volatile MockResponse answer = Wire.json(200, "{\"message\":\"x\",\"data\":{}}").build();

	@BeforeEach
	void serve() {
		this.wire.server().setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
				String key = String.valueOf(request.getHeaders().get("Authorization")).replaceFirst("^Bearer ", "");
				ApiKeyProviderTests.this.seen.add(key);
				if (ApiKeyProviderTests.this.accepted.contains(key)) {
					return ApiKeyProviderTests.this.answer;
				}
				CyclicBarrier together = ApiKeyProviderTests.this.together;
				if (together != null) {
					try {
						together.await(20, TimeUnit.SECONDS);
					}
					catch (BrokenBarrierException | TimeoutException ex) {
						throw new IllegalStateException(ex);
					}
				}
				return Wire.json(401, "{\"code\":\"api_key_invalid\"}").build();
			}
		});
	}

	@Test
	void everyCallAsksForTheKey() {
		this.accepted.addAll(Set.of(OLD, NEW));
		try (BimpeAI client = client().build()) {
			call(client);
			this.keys.current = NEW;
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD, NEW);
		assertThat(this.keys.refreshes).hasValue(0);
	}

	@Test
	void aProviderTakesThePlaceOfAKeyThatWasSetBefore() {
		this.accepted.add(OLD);
		try (BimpeAI client = client().apiKey("sk_fixed").apiKeyProvider(this.keys).build()) {
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD);
	}

	@Test
	void aKeyTakesThePlaceOfAProviderThatWasSetBefore() {
		this.accepted.add("sk_fixed");
		try (BimpeAI client = client().apiKeyProvider(this.keys).apiKey("sk_fixed").build()) {
			call(client);
		}
		assertThat(this.seen).containsExactly("sk_fixed");
	}

	@Test
	void aCallUnderWayKeepsItsKeyWhenItIsTriedAgain() throws Exception {
		this.accepted.addAll(Set.of(OLD, NEW));
		this.answer = Wire.json(503, "{}").build();
		try (ReactiveBimpeAI client = reactive().scheduler(this.timer).build()) {
			Disposable call = client.request(Wire.GET, Object.class, maxRetries(1)).onErrorComplete().subscribe();
			ManualTimer.Task wait = this.timer.nextWait();
			while (wait.delay().equals(TIMEOUT)) {
				wait = this.timer.nextWait();
			}
			this.keys.current = NEW;
			wait.run();
			await().atMost(TIMEOUT).until(call::isDisposed);
		}
		assertThat(this.seen).containsExactly(OLD, OLD);
	}

	@Test
	void aRefusedKeyIsRefreshedOnceAndTheCallMadeOnceMore() {
		this.accepted.add(NEW);
		this.keys.next = NEW;
		try (BimpeAI client = client().build()) {
			call(client, maxRetries(0));
			call(client, maxRetries(0));
		}
		assertThat(this.seen).containsExactly(OLD, NEW, NEW);
		assertThat(this.keys.refreshes).hasValue(1);
	}

	@Test
	void callsThatAreRefusedTogetherShareOneRefresh() throws Exception {
		this.accepted.add(NEW);
		this.keys.refreshed = Mono.just(NEW).delayElement(Duration.ofMillis(200));
		this.together = new CyclicBarrier(64);
		try (ReactiveBimpeAI client = reactive().build()) {
			Flux.range(0, 64)
				.flatMap((i) -> client.request(Wire.GET, Object.class, maxRetries(0)), 64)
				.blockLast(TIMEOUT);
		}
		assertThat(this.keys.refreshes).hasValue(1);
		assertThat(this.seen).hasSize(128).filteredOn(NEW::equals).hasSize(64);
	}

	@Test
	void aCallThatHearsLateOfTheRefusalTakesTheKeyThatOthersGot() {
		this.accepted.add(NEW);
		this.keys.next = NEW;
		AtomicBoolean stale = new AtomicBoolean();
		ApiKeyProvider provider = new ApiKeyProvider() {
			@Override
			public Mono<String> apiKey() {
				return stale.get() ? Mono.just(OLD) : ApiKeyProviderTests.this.keys.apiKey();
			}

			@Override
			public Mono<String> refresh() {
				return ApiKeyProviderTests.this.keys.refresh();
			}
		};
		try (BimpeAI client = client().apiKeyProvider(provider).build()) {
			call(client);
			stale.set(true);
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD, NEW, OLD, NEW);
		assertThat(this.keys.refreshes).hasValue(1);
	}

	@Test
	void theNextRotationIsRefreshedToo() {
		this.accepted.add(NEW);
		this.keys.next = NEW;
		try (BimpeAI client = client().build()) {
			call(client);
			this.accepted.clear();
			this.accepted.add("sk_newer");
			this.keys.next = "sk_newer";
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD, NEW, NEW, "sk_newer");
		assertThat(this.keys.refreshes).hasValue(2);
	}

	@Test
	void aKeyThatStaysTheSameIsNotTriedAgainNorRefreshedForEveryCall() {
		this.keys.next = OLD;
		try (BimpeAI client = client().scheduler(this.timer).build()) {
			refused(client);
			refused(client);
			assertThat(this.seen).containsExactly(OLD, OLD);
			assertThat(this.keys.refreshes).hasValue(1);
			this.timer.advance(Duration.ofSeconds(5));
			this.accepted.add(NEW);
			this.keys.next = NEW;
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD, OLD, OLD, NEW);
		assertThat(this.keys.refreshes).hasValue(2);
	}

	@Test
	void aNewKeyThatIsRefusedAsWellEndsTheCall() {
		this.keys.next = NEW;
		try (BimpeAI client = client().scheduler(this.timer).build()) {
			refused(client);
			assertThat(this.seen).containsExactly(OLD, NEW);
			refused(client);
			assertThat(this.seen).containsExactly(OLD, NEW, NEW);
			assertThat(this.keys.refreshes).hasValue(1);
			this.timer.advance(Duration.ofSeconds(5));
			this.accepted.add("sk_newer");
			this.keys.next = "sk_newer";
			call(client);
		}
		assertThat(this.keys.refreshes).hasValue(2);
	}

	@Test
	void callsThatAreRefusedTogetherAndForGoodShareOneRefresh() throws Exception {
		this.keys.next = NEW;
		this.together = new CyclicBarrier(64);
		try (ReactiveBimpeAI client = reactive().build()) {
			List<Throwable> failures = Flux.range(0, 64)
				.flatMap((i) -> client.request(Wire.GET, Object.class)
					.<Throwable>map((answer) -> new AssertionError())
					.onErrorResume(Mono::just), 64)
				.collectList()
				.block(TIMEOUT);
			assertThat(failures).hasSize(64).allMatch(AuthenticationException.class::isInstance);
		}
		assertThat(this.keys.refreshes).hasValue(1);
		assertThat(this.seen).hasSize(128);
	}

	@Test
	void aWriteKeepsItsIdempotencyKeyAndRequestIdOverTheRefresh() throws Exception {
		this.accepted.add(NEW);
		this.keys.next = NEW;
		try (BimpeAI client = client().build()) {
			client.request(Wire.POST, Object.class);
			client.request(Wire.POST, Object.class, idempotencyKey("mine"));
		}
		RecordedRequest refused = this.wire.request();
		RecordedRequest repeated = this.wire.request();
		assertThat(repeated.getHeaders().get("Idempotency-Key")).isNotBlank()
			.isEqualTo(refused.getHeaders().get("Idempotency-Key"));
		assertThat(repeated.getHeaders().get("X-Request-Id")).isEqualTo(refused.getHeaders().get("X-Request-Id"));
		assertThat(this.wire.request().getHeaders().get("Idempotency-Key")).isEqualTo("mine");
	}

	@Test
	void theRepetitionIsToldOfAndCostsNoRetry() {
		this.accepted.add(NEW);
		this.keys.next = NEW;
		this.answer = Wire.json(500, "{}").build();
		TestObservationRegistry observations = TestObservationRegistry.create();
		try (BimpeAI client = client().observationRegistry(observations)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)))
			.build()) {
			assertThatExceptionOfType(InternalServerException.class)
				.isThrownBy(() -> client.request(Wire.GET, Object.class, maxRetries(1)));
		}
		assertThat(this.seen).containsExactly(OLD, NEW, NEW);
		assertThat(this.retries).extracting(CallRetry::attempt).containsExactly(1, 2);
		assertThat(this.retries.get(0).delay()).isZero();
		assertThat(this.retries.get(0).cause()).isInstanceOf(AuthenticationException.class);
		assertThat(this.results).extracting(CallResult::attempts).containsExactly(3);
		TestObservationRegistryAssert.assertThat(observations)
			.hasObservationWithNameEqualTo("bimpeai.client")
			.that()
			.hasLowCardinalityKeyValue("attempts", "3");
	}

	@Test
	void aRefreshThatFailsIsTheErrorOfTheCallAndIsNotRepeatedForEveryCall() {
		this.keys.failure = new IllegalStateException("no " + OLD);
		try (BimpeAI client = client().scheduler(this.timer).build()) {
			ApiKeyUnavailableException failure = unavailable(client);
			assertThat(failure).hasMessageContaining("request (request id ")
				.hasMessageContaining(Keys.class.getName() + " failed with java.lang.IllegalStateException at ");
			assertThat(failure.isRetryable()).isTrue();
			unavailable(client);
			assertThat(this.keys.refreshes).hasValue(1);
			this.timer.advance(Duration.ofSeconds(1));
			this.keys.failure = null;
			this.keys.next = NEW;
			this.accepted.add(NEW);
			call(client);
		}
		assertThat(this.results.get(0).status()).isEqualTo(401);
	}

	@Test
	void aCallIsTriedAgainWhenARefreshFails() throws Exception {
		this.keys.failure = new IllegalStateException();
		this.keys.next = NEW;
		this.accepted.add(NEW);
		Sinks.One<Integer> status = Sinks.one();
		try (ReactiveBimpeAI client = reactive().scheduler(this.timer).build()) {
			client.request(Wire.GET, Object.class, maxRetries(2))
				.subscribe((answer) -> status.tryEmitValue(answer.status()), status::tryEmitError);
			ManualTimer.Task wait = this.timer.nextWait();
			while (wait.delay().equals(TIMEOUT)) {
				wait = this.timer.nextWait();
			}
			this.keys.failure = null;
			this.timer.advance(Duration.ofSeconds(1));
			wait.run();
			assertThat(status.asMono().block(TIMEOUT)).isEqualTo(200);
		}
		assertThat(this.seen).containsExactly(OLD, OLD, NEW);
		assertThat(this.keys.refreshes).hasValue(2);
	}

	@Test
	void aRefreshThatHangsEndsWithTheTimeoutAndIsNotWaitedForAgain() throws Exception {
		this.keys.hang = true;
		try (ReactiveBimpeAI client = reactive().timeout(Duration.ofSeconds(90)).scheduler(this.timer).build()) {
			Sinks.One<Throwable> failure = failure(client, timeout(Duration.ofSeconds(70)));
			await().atMost(TIMEOUT).until(() -> this.keys.refreshes.get() == 1);
			Stream.of(this.timer.nextTimeout(), this.timer.nextTimeout())
				.sorted(Comparator.comparing(ManualTimer.Task::delay))
				.forEach(ManualTimer.Task::run);
			assertThat(failure.asMono().block(TIMEOUT)).isInstanceOf(ApiKeyUnavailableException.class)
				.hasMessageEndingWith(Keys.class.getName() + " gave no key within PT1M10S");
			this.timer.advance(Duration.ofSeconds(1));
			this.keys.hang = false;
			this.keys.next = NEW;
			this.accepted.add(NEW);
			client.request(Wire.GET, Object.class, maxRetries(0)).block(TIMEOUT);
		}
	}

	@Test
	void aProviderThatHangsObeysTheTimeoutOfTheCallAndIsCancelled() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		ApiKeyProvider provider = () -> Mono.<String>never().doOnCancel(() -> cancelled.set(true));
		try (ReactiveBimpeAI client = reactive().apiKeyProvider(provider).scheduler(this.timer).build()) {
			Sinks.One<Throwable> failure = failure(client, timeout(Duration.ofSeconds(90)));
			this.timer.nextTimeout().run();
			assertThat(failure.asMono().block(TIMEOUT)).isInstanceOf(ApiKeyUnavailableException.class)
				.hasMessageEndingWith(provider.getClass().getName() + " gave no key within PT1M30S");
		}
		assertThat(cancelled).isTrue();
		assertThat(this.seen).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT4800000H", "PT2562047788015215H30M7S" })
	void timeoutMayBeLongerThanTimersCount(String time) {
		Duration timeout = Duration.parse(time);
		this.accepted.add("sk_first");
		try (BimpeAI client = BimpeAI.builder()
			.baseUrl(this.wire.baseUrl())
			.apiKeyProvider(() -> Mono.just("sk_first"))
			.timeout(timeout)
			.build()) {
			call(client);
			call(client, timeout(timeout.minusNanos(1)));
		}
	}

	@Test
	void cancellingACallCancelsTheProvider() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CountDownLatch asked = new CountDownLatch(1);
		ApiKeyProvider provider = () -> Mono.<String>never()
			.doOnSubscribe((subscription) -> asked.countDown())
			.doOnCancel(() -> cancelled.set(true));
		try (ReactiveBimpeAI client = reactive().apiKeyProvider(provider).build()) {
			client.request(Wire.GET, Object.class).subscribe().dispose();
		}
		assertThat(asked.getCount()).isZero();
		assertThat(cancelled).isTrue();
	}

	@Test
	void cancellingACallLeavesTheRefreshToTheOthers() {
		Sinks.One<String> refreshed = Sinks.one();
		this.keys.refreshed = refreshed.asMono();
		this.accepted.add(NEW);
		try (ReactiveBimpeAI client = reactive().build()) {
			Disposable first = client.request(Wire.GET, Object.class).subscribe();
			await().atMost(TIMEOUT).until(() -> this.keys.refreshes.get() == 1);
			Sinks.One<Integer> status = Sinks.one();
			client.request(Wire.GET, Object.class).subscribe((answer) -> status.tryEmitValue(answer.status()));
			await().atMost(TIMEOUT).until(() -> this.seen.size() == 2);
			first.dispose();
			refreshed.tryEmitValue(NEW);
			assertThat(status.asMono().block(TIMEOUT)).isEqualTo(200);
		}
		assertThat(this.keys.refreshes).hasValue(1);
		assertThat(this.seen).containsExactly(OLD, OLD, NEW);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "sk\r\nX-Evil: SECRET", "sk\u0000SECRET", "sk_\u20acSECRET" })
	void aKeyThatCannotBeSentIsRefused(String key) {
		this.keys.current = key;
		try (BimpeAI client = client().build()) {
			ApiKeyUnavailableException failure = unavailable(client);
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure).hasMessageContaining(Keys.class.getName());
		}
		assertThat(this.seen).isEmpty();
	}

	@Test
	void aProviderThatGivesNothingIsNamed() {
		try (BimpeAI client = client().apiKeyProvider(Mono::empty).build()) {
			assertThat(unavailable(client)).hasMessageContaining(" gave no key");
		}
	}

	@Test
	void aProviderThatThrowsIsNamedWithoutItsMessages() {
		try (BimpeAI client = client().apiKeyProvider(() -> {
			throw new IllegalStateException(OLD, new IllegalArgumentException(OLD));
		}).build()) {
			assertThat(unavailable(client)).hasNoCause()
				.hasMessageContaining(" failed with java.lang.IllegalStateException, "
						+ "caused by java.lang.IllegalArgumentException at ");
		}
	}

	@Test
	void aCallIsTriedAgainWhenTheProviderFails() {
		this.accepted.add(OLD);
		AtomicInteger asked = new AtomicInteger();
		ApiKeyProvider provider = () -> (asked.incrementAndGet() < 3) ? Mono.error(new IllegalStateException())
				: Mono.just(OLD);
		try (BimpeAI client = client().apiKeyProvider(provider)
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)))
			.build()) {
			call(client, maxRetries(2));
		}
		assertThat(this.seen).containsExactly(OLD);
		assertThat(this.retries).extracting(CallRetry::attempt).containsExactly(0, 0);
		assertThat(this.results).extracting(CallResult::attempts).containsExactly(1);
	}

	@Test
	void aCallThatGetsNoKeyMakesNoAttempt() {
		this.keys.current = "";
		try (BimpeAI client = client().build()) {
			unavailable(client);
		}
		assertThat(this.seen).isEmpty();
		assertThat(this.results).extracting(CallResult::attempts).containsExactly(0);
	}

	@Test
	void whitespaceAroundAKeyIsLeftOut() {
		this.accepted.add(OLD);
		this.keys.current = " " + OLD + "\n";
		try (BimpeAI client = client().build()) {
			call(client);
		}
		assertThat(this.seen).containsExactly(OLD);
	}

	@Test
	void nothingThatIsToldHoldsAKey() {
		this.keys.next = NEW;
		try (BimpeAI client = client().build()) {
			refused(client);
			assertThat(client.toString()).doesNotContain("SECRET");
		}
		assertThat(this.retries.toString() + this.results).doesNotContain("SECRET");
		assertThat(ApiKeyProvider.caching(() -> OLD).toString()).startsWith("ApiKeyProvider.caching(")
			.doesNotContain("SECRET");
	}

	private BimpeAIBuilder<BimpeAI> client() {
		return prepare(BimpeAI.builder());
	}

	private BimpeAIBuilder<ReactiveBimpeAI> reactive() {
		return prepare(ReactiveBimpeAI.builder());
	}

	private <C> BimpeAIBuilder<C> prepare(BimpeAIBuilder<C> builder) {
		return builder.baseUrl(this.wire.baseUrl()).apiKeyProvider(this.keys).callListener(new CallListener() {
			@Override
			public void onCall(CallResult result) {
				ApiKeyProviderTests.this.results.add(result);
			}

			@Override
			public void onRetry(CallRetry retry) {
				ApiKeyProviderTests.this.retries.add(retry);
			}
		});
	}

	private static void call(BimpeAI client, RequestOption... options) {
		assertThat(client.request(Wire.GET, Object.class, options).status()).isEqualTo(200);
	}

	private static void refused(BimpeAI client) {
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> client.request(Wire.GET, Object.class));
	}

	private static ApiKeyUnavailableException unavailable(BimpeAI client) {
		ApiKeyUnavailableException failure = catchThrowableOfType(ApiKeyUnavailableException.class,
				() -> client.request(Wire.GET, Object.class, maxRetries(0)));
		assertThat(failure).isInstanceOf(BimpeAIException.class);
		assertThat(failure.toString()).doesNotContain("SECRET");
		return failure;
	}

	private static Sinks.One<Throwable> failure(ReactiveBimpeAI client, RequestOption... options) {
		Sinks.One<Throwable> failure = Sinks.one();
		RequestOption[] all = Arrays.copyOf(options, options.length + 1);
		all[options.length] = maxRetries(0);
		client.request(Wire.GET, Object.class, all).subscribe((answer) -> {
		}, failure::tryEmitValue);
		return failure;
	}

	/**
	 * A provider whose next key is told by the test.
	 */
	private static final class Keys implements ApiKeyProvider {

		private final AtomicInteger refreshes = new AtomicInteger();

		private volatile String current = OLD;

		private volatile String next = OLD;

		private volatile boolean hang;

		private volatile @Nullable RuntimeException failure;

		private volatile @Nullable Mono<String> refreshed;

		@Override
		public Mono<String> apiKey() {
			return Mono.fromSupplier(() -> this.current);
		}

		@Override
		public Mono<String> refresh() {
			this.refreshes.incrementAndGet();
			if (this.hang) {
				return Mono.never();
			}
			if (this.failure != null) {
				return Mono.error(this.failure);
			}
			return (this.refreshed != null) ? this.refreshed : Mono.fromSupplier(() -> this.current = this.next);
		}

		@Override
		public String toString() {
			return "Keys[" + this.current + "]";
		}

	}

}
