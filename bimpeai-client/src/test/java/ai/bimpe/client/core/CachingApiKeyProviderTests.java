package ai.bimpe.client.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.support.ManualTimer;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the provider that keeps what a blocking source gave.
 */
class CachingApiKeyProviderTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final AtomicInteger loads = new AtomicInteger();

	@Test
	void theKeyIsKeptUntilItIsRefreshed() {
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> "sk_" + this.loads.incrementAndGet());
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
		assertThat(provider.refresh().block(TIMEOUT)).isEqualTo("sk_2");
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_2");
		assertThat(this.loads).hasValue(2);
	}

	@Test
	void nothingIsLoadedBeforeAKeyIsAskedFor() {
		ApiKeyProvider.caching(() -> "sk_" + this.loads.incrementAndGet()).apiKey();
		assertThat(this.loads).hasValue(0);
	}

	@Test
	void theSourceRunsOnAThreadThatMayBlock() {
		AtomicReference<Boolean> mayBlock = new AtomicReference<>();
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> {
			mayBlock.set(!Schedulers.isInNonBlockingThread());
			return "sk_1";
		});
		assertThat(provider.apiKey().subscribeOn(Schedulers.parallel()).block(TIMEOUT)).isEqualTo("sk_1");
		assertThat(mayBlock).hasValue(true);
	}

	@Test
	void whoAsksTogetherSharesOneLoad() {
		CountDownLatch asked = new CountDownLatch(64);
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> {
			asked.await();
			return "sk_" + this.loads.incrementAndGet();
		});
		Mono<String> key = Mono.defer(() -> {
			Mono<String> asking = provider.apiKey();
			return asking.doOnSubscribe((subscription) -> asked.countDown());
		});
		List<String> keys = Flux.range(0, 64).flatMap((i) -> key, 64).collectList().block(TIMEOUT);
		assertThat(keys).hasSize(64).containsOnly("sk_1");
	}

	@Test
	void theOldKeyIsGivenWhileItIsRefreshed() {
		CountDownLatch go = new CountDownLatch(1);
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> {
			if (this.loads.incrementAndGet() > 1) {
				go.await();
			}
			return "sk_" + this.loads;
		});
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
		Mono<String> refresh = provider.refresh().cache();
		refresh.subscribe();
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
		go.countDown();
		assertThat(refresh.block(TIMEOUT)).isEqualTo("sk_2");
	}

	@Test
	void aFailureIsNotKept() {
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> {
			if (this.loads.incrementAndGet() == 1) {
				throw new IllegalStateException("away");
			}
			return "sk_1";
		});
		assertThatExceptionOfType(ApiKeyUnavailableException.class).isThrownBy(() -> provider.apiKey().block(TIMEOUT))
			.withMessageContaining("IllegalStateException");
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
	}

	@Test
	void aFailedRefreshLeavesTheOldKey() {
		ApiKeyProvider provider = ApiKeyProvider.caching(() -> {
			if (this.loads.incrementAndGet() > 1) {
				throw new IllegalStateException("away");
			}
			return "sk_1";
		});
		provider.apiKey().block(TIMEOUT);
		assertThatExceptionOfType(ApiKeyUnavailableException.class).isThrownBy(() -> provider.refresh().block(TIMEOUT));
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
	}

	@Test
	void aKeyThatCannotBeSentIsNotKept() {
		ApiKeyProvider provider = ApiKeyProvider
			.caching(() -> (this.loads.incrementAndGet() == 1) ? "sk\r\nSECRET" : "sk_1");
		assertThatExceptionOfType(ApiKeyUnavailableException.class).isThrownBy(() -> provider.apiKey().block(TIMEOUT))
			.withMessageStartingWith("The key of ApiKeyProvider.caching(")
			.withMessageNotContaining("SECRET");
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_1");
	}

	@Test
	void aSourceThatHangsIsInterruptedAndAskedAgain() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		ManualTimer timer = new ManualTimer();
		ApiKeyProvider provider = new CachingApiKeyProvider(() -> {
			if (this.loads.incrementAndGet() == 1) {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			}
			return "sk_" + this.loads;
		}, timer);
		Mono<String> key = provider.apiKey().cache();
		key.subscribe((given) -> {
		}, (failure) -> {
		});
		await().atMost(TIMEOUT).until(() -> this.loads.get() == 1);
		timer.nextWait().run();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> key.block(TIMEOUT))
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(provider.apiKey().block(TIMEOUT)).isEqualTo("sk_2");
	}

	@Test
	void whatASourceSaysWhenItIsInterruptedIsNotLogged() throws Exception {
		List<Throwable> dropped = new CopyOnWriteArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			ManualTimer timer = new ManualTimer();
			CountDownLatch asked = new CountDownLatch(1);
			ApiKeyProvider provider = new CachingApiKeyProvider(() -> {
				asked.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException("while reading sk_1_SECRET", ex);
				}
				return "sk_1";
			}, timer);
			provider.apiKey().subscribe((given) -> {
			}, (failure) -> {
			});
			assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
			timer.nextWait().run();
			await().atMost(TIMEOUT).until(() -> !dropped.isEmpty());
			assertThat(dropped)
				.allSatisfy((failure) -> assertThat(Throwables.getStackTrace(failure)).contains("IllegalStateException")
					.doesNotContain("SECRET"));
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

}
