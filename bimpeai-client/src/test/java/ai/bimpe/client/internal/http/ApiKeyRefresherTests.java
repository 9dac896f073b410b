package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApiKeyRefresher}.
 */
class ApiKeyRefresherTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final ApiKey REFUSED = ApiKey.fixed("sk_0");

	private final AtomicInteger refreshes = new AtomicInteger();

	// Both have looked for a known key before the first refresh began.
	@Test
	void whoComesWhenTheRefreshOfAnotherHasJustEndedTakesItsKey() {
		ApiKeyRefresher refresher = refresher(Mono.fromSupplier(this::next));
		Mono<ApiKey> first = refresher.replacementFor(REFUSED);
		Mono<ApiKey> second = refresher.replacementFor(REFUSED);
		ApiKey key = first.block(TIMEOUT);
		assertThat(key).isNotNull();
		assertThat(second.block(TIMEOUT)).isSameAs(key);
		assertThat(this.refreshes).hasValue(1);
	}

	@Test
	void aRefreshSeesTheContextOfWhoBegan() {
		ApiKeyRefresher refresher = refresher(Mono.deferContextual((context) -> Mono.just(context.<ApiKey>get("key"))));
		ApiKey key = next();
		assertThat(refresher.replacementFor(REFUSED).contextWrite((context) -> context.put("key", key)).block(TIMEOUT))
			.isSameAs(key);
	}

	@Test
	void aRefreshKeepsTheContextOfWhoBeganAndLeft() {
		Sinks.Empty<Void> go = Sinks.empty();
		ApiKeyRefresher refresher = refresher(
				go.asMono().then(Mono.deferContextual((context) -> Mono.just(context.<ApiKey>get("key")))));
		ApiKey key = next();
		Mono<ApiKey> replacement = refresher.replacementFor(REFUSED);
		replacement.contextWrite((context) -> context.put("key", key)).subscribe().dispose();
		StepVerifier.create(replacement).then(go::tryEmitEmpty).expectNext(key).expectComplete().verify(TIMEOUT);
	}

	@Test
	void aRefreshThatCannotBeginIsNotWaitedFor() {
		List<StepVerifier> others = new ArrayList<>();
		AtomicInteger attempts = new AtomicInteger();
		ApiKeyRefresher[] holder = new ApiKeyRefresher[1];
		holder[0] = refresher(Mono.defer(() -> {
			if (attempts.incrementAndGet() > 1) {
				return Mono.fromSupplier(this::next);
			}
			others.add(StepVerifier.create(holder[0].replacementFor(REFUSED))
				.expectError(NoClassDefFoundError.class)
				.verifyLater());
			throw new NoClassDefFoundError("Vault");
		}));
		assertThatExceptionOfType(NoClassDefFoundError.class)
			.isThrownBy(() -> holder[0].replacementFor(REFUSED).block(TIMEOUT));
		assertThat(others).hasSize(1).allSatisfy((other) -> other.verify(TIMEOUT));
		assertThat(holder[0].replacementFor(REFUSED).block(TIMEOUT)).isNotNull();
		assertThat(this.refreshes).hasValue(1);
	}

	private static ApiKeyRefresher refresher(Mono<ApiKey> refresh) {
		return new ApiKeyRefresher(refresh, VirtualTimeScheduler.create());
	}

	private ApiKey next() {
		return ApiKey.fixed("sk_" + this.refreshes.incrementAndGet());
	}

}
