package ai.bimpe.client.internal.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.UserException;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.http.HttpHeaders;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.backoff.FixedBackOffPolicy;
import org.springframework.retry.backoff.SleepingBackOffPolicy;
import org.springframework.retry.support.MetricsRetryListener;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RetrySequence} and {@link FullJitterBackOffPolicy}.
 */
class RetrySequenceTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final ApiConnectionException failure = new ApiConnectionException("lost", null, true);

	@Test
	void aFailureThatIsNotRetryableStands() {
		UserException refused = new UserException("no");
		StepVerifier.create(sequence(5).next(refused)).expectErrorMatches((ex) -> ex == refused).verify(TIMEOUT);
	}

	@Test
	void theLastFailureStandsWhenTheRetriesAreSpent() {
		RetrySequence sequence = sequence(2);
		StepVerifier.create(sequence.next(this.failure)).expectNextCount(1).expectComplete().verify(TIMEOUT);
		StepVerifier.create(sequence.next(this.failure)).expectNextCount(1).expectComplete().verify(TIMEOUT);
		StepVerifier.create(sequence.next(this.failure)).expectErrorMatches((ex) -> ex == this.failure).verify(TIMEOUT);
	}

	@Test
	void threadThatMayBlockIsToldTheWaitOrThatThereIsNone() {
		RetrySequence sequence = sequence(1);
		assertThat(sequence.delayAfter(this.failure)).isBetween(Duration.ZERO, Duration.ofMillis(500));
		assertThat(sequence.delayAfter(this.failure)).isNull();
	}

	@Test
	void sequenceForEverGoesOnWhateverTheFailure() {
		FixedBackOffPolicy minute = new FixedBackOffPolicy();
		minute.setBackOffPeriod(60_000);
		RetrySequence sequence = RetrySequence.forEver(minute);
		for (int i = 0; i < 100; i++) {
			assertThat(sequence.delayAfter(new UserException("no"))).isEqualTo(Duration.ofMinutes(1));
		}
	}

	@Test
	void backOffComesOnTopOfWhatTheServerAsksFor() {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(7);
		RetrySequence sequence = RetrySequence.forEver(backOff);
		RateLimitException refused = refused(Duration.ofSeconds(30));
		assertThat(sequence.delayAfter(refused)).isEqualTo(Duration.ofMillis(30_007));
		StepVerifier.create(sequence.next(refused, Duration.ofSeconds(40)))
			.expectNext(Duration.ofMillis(40_007))
			.expectComplete()
			.verify(TIMEOUT);
		StepVerifier.create(sequence.next(refused, Duration.ofSeconds(20)))
			.expectNext(Duration.ofMillis(30_007))
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(sequence.delayAfter(this.failure)).isEqualTo(Duration.ofMillis(7));
	}

	@Test
	void noWaitIsLongerThanTimersCanCount() {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(Long.MAX_VALUE);
		RetrySequence sequence = RetrySequence.forEver(backOff);
		assertThat(sequence.delayAfter(this.failure)).isEqualTo(Duration.ofDays(36_500));
		assertThat(sequence.delayAfter(refused(Duration.ofSeconds(Long.MAX_VALUE)))).isEqualTo(Duration.ofDays(36_500));
	}

	@Test
	void ceilingsOfSettingsOfAnotherKindAreKept() {
		List<Long> waits = new ArrayList<>();
		SleepingBackOffPolicy<?> policy = FullJitterBackOffPolicy.of(Duration.ofMillis(4), Duration.ofMillis(6), 2)
			.withSleeper(waits::add);
		for (int i = 0; i < 200; i++) {
			BackOffContext context = policy.start(null);
			policy.backOff(context);
			policy.backOff(context);
		}
		assertThat(waits).allMatch((wait) -> wait <= 6).contains(0L, 6L);
	}

	@Test
	void aResetStartsTheCountAndTheWaitsAnew() {
		RetrySequence sequence = sequence(3);
		for (int round = 0; round < 10; round++) {
			for (long ceiling = 500; ceiling <= 2000; ceiling *= 2) {
				Duration longest = Duration.ofMillis(ceiling);
				StepVerifier.create(sequence.next(this.failure))
					.assertNext((delay) -> assertThat(delay).isBetween(Duration.ZERO, longest))
					.expectComplete()
					.verify(TIMEOUT);
			}
			sequence.reset();
		}
	}

	@Test
	void waitsCoverTheWholeRangeBelowTheirCeiling() {
		List<Long> waits = new ArrayList<>();
		SleepingBackOffPolicy<?> policy = FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS).withSleeper(waits::add);
		for (int i = 0; i < 1000; i++) {
			policy.backOff(policy.start(null));
		}
		assertThat(waits).allMatch((wait) -> wait >= 0 && wait <= 500)
			.anyMatch((wait) -> wait < 50)
			.anyMatch((wait) -> wait > 450);
	}

	@Test
	void aMultiplierOfOneKeepsTheCeiling() {
		List<Long> waits = new ArrayList<>();
		SleepingBackOffPolicy<?> policy = FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS.withMultiplier(1))
			.withSleeper(waits::add);
		BackOffContext context = policy.start(null);
		for (int i = 0; i < 200; i++) {
			policy.backOff(context);
		}
		assertThat(waits).allMatch((wait) -> wait <= 501);
	}

	@Test
	void aPolicyThatSleepsByItselfDoesSoOnAThreadThatMayBlock() {
		List<Boolean> nonBlocking = new ArrayList<>();
		BackOffPolicy sleeping = new BackOffPolicy() {
			@Override
			public @Nullable BackOffContext start(RetryContext context) {
				return null;
			}

			@Override
			public void backOff(@Nullable BackOffContext context) {
				nonBlocking.add(Schedulers.isInNonBlockingThread());
			}
		};
		RetrySequence sequence = new RetrySequence(RetryRules.policy(2, TIMEOUT, true), sleeping, List.of());
		StepVerifier.create(sequence.next(this.failure).subscribeOn(Schedulers.parallel()))
			.expectNext(Duration.ZERO)
			.expectComplete()
			.verify(TIMEOUT);
		assertThat(nonBlocking).containsExactly(false);
	}

	@Test
	void listenersHearOpenErrorAndClose() {
		List<String> heard = new ArrayList<>();
		RetrySequence sequence = new RetrySequence(RetryRules.policy(0, TIMEOUT, true),
				FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS), List.of(new RetryListener() {
					@Override
					public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
						heard.add("open");
						return true;
					}

					@Override
					public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
							Throwable throwable) {
						heard.add("error");
					}

					@Override
					public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback,
							@Nullable Throwable throwable) {
						heard.add("close");
					}
				}));
		StepVerifier.create(sequence.next(this.failure)).expectError().verify(TIMEOUT);
		sequence.close(this.failure);
		assertThat(heard).containsExactly("open", "error", "close");
	}

	@Test
	void listenersAreCalledAsByARetryTemplateAlsoWhenTheCountStartsAnew() {
		List<String> heard = new ArrayList<>();
		RetrySequence sequence = new RetrySequence(RetryRules.policy(5, TIMEOUT, true),
				FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS), List.of(named("a", heard), named("b", heard)));
		sequence.delayAfter(this.failure);
		sequence.reset();
		sequence.delayAfter(this.failure);
		sequence.close(this.failure);
		assertThat(heard).containsExactly("a opens", "b opens", "b fails", "a fails", "b closes", "a closes", "a opens",
				"b opens", "b fails", "a fails", "b closes lost", "a closes lost");
	}

	@Test
	void metricsOfSpringRetryCountEveryRecovery() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		MetricsRetryListener metrics = new MetricsRetryListener(meters);
		RetrySequence sequence = new RetrySequence(RetryRules.policy(5, TIMEOUT, true),
				FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS), List.of(metrics));
		for (int i = 0; i < 3; i++) {
			sequence.delayAfter(this.failure);
			sequence.resetCount();
		}
		sequence.close(null);
		assertThat(meters.find("spring.retry").timers().stream().mapToLong(Timer::count).sum()).isEqualTo(4);
		assertThat(metrics).extracting("retryContextToSample").asInstanceOf(InstanceOfAssertFactories.MAP).isEmpty();
	}

	@Test
	void theWaitsGoOnGrowingWhenTheCountAloneStartsAnew() {
		ExponentialBackOffPolicy backOff = new ExponentialBackOffPolicy();
		backOff.setInitialInterval(500);
		backOff.setMaxInterval(4000);
		RetrySequence sequence = new RetrySequence(RetryRules.policy(1, TIMEOUT, true), backOff, List.of());
		List<Duration> waits = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			waits.add(sequence.delayAfter(this.failure));
			sequence.resetCount();
		}
		sequence.resetDelay();
		waits.add(sequence.delayAfter(this.failure));
		assertThat(waits).extracting(Duration::toMillis).containsExactly(500L, 1000L, 2000L, 4000L, 4000L, 500L);
	}

	@Test
	void theSamePoliciesDriveARetryTemplate() {
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(RetryRules.policy(2, TIMEOUT, true));
		template.setBackOffPolicy(FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS).withSleeper((period) -> {
		}));
		List<Integer> attempts = new ArrayList<>();
		assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> template.execute((context) -> {
			attempts.add(context.getRetryCount());
			throw this.failure;
		}));
		assertThat(attempts).containsExactly(0, 1, 2);
	}

	private static RetryListener named(String name, List<String> heard) {
		return new RetryListener() {
			@Override
			public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
				heard.add(name + " opens");
				return true;
			}

			@Override
			public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
					Throwable throwable) {
				heard.add(name + " fails");
			}

			@Override
			public <T, E extends Throwable> void close(RetryContext context, RetryCallback<T, E> callback,
					@Nullable Throwable throwable) {
				heard.add(name + " closes" + ((throwable != null) ? " " + throwable.getMessage() : ""));
			}
		};
	}

	private static RateLimitException refused(Duration retryAfter) {
		return new RateLimitException("429", new ErrorResponse(429, null, "req_1", null, List.of(), retryAfter,
				new RateLimit(null, null, null), HttpHeaders.EMPTY, null));
	}

	private static RetrySequence sequence(int maxRetries) {
		return new RetrySequence(RetryRules.policy(maxRetries, TIMEOUT, true),
				FullJitterBackOffPolicy.of(RetrySettings.DEFAULTS), List.of());
	}

}
