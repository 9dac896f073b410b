package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiKeyRefresher}.
 */
class ApiKeyRefresherTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final AtomicInteger refreshes = new AtomicInteger();

	private final ApiKeyRefresher renewal = new ApiKeyRefresher(
			Mono.fromSupplier(() -> ApiKey.fixed("sk_" + this.refreshes.incrementAndGet())),
			VirtualTimeScheduler.create());

	// Both have looked for a known key before the first refresh began.
	@Test
	void whoComesWhenTheRefreshOfAnotherHasJustEndedTakesItsKey() {
		ApiKey refused = ApiKey.fixed("sk_0");
		Mono<ApiKey> first = this.renewal.of(refused);
		Mono<ApiKey> second = this.renewal.of(refused);
		ApiKey key = first.block(TIMEOUT);
		assertThat(key).isNotNull();
		assertThat(second.block(TIMEOUT)).isSameAs(key);
		assertThat(this.refreshes).hasValue(1);
	}

}
