package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.internal.SingleFlight;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Has a refused key refreshed: once for all calls that it was refused to, also those that
 * hear of it late. Rests after a refresh that brought nothing, so that a key that is
 * really invalid does not cost a refresh for every call. Thread-safe.
 */
final class ApiKeyRefresher {

	/** The server will hardly accept a key that it has just refused. */
	private static final Duration REST = Duration.ofSeconds(5);

	/**
	 * A provider that failed may soon be there again: calls are tried again until then.
	 */
	private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Refreshed NEVER = new Refreshed(null, null, null, Long.MIN_VALUE);

	private final Mono<ApiKey> refresh;

	private final Scheduler timer;

	private final SingleFlight<ApiKey> refreshes = new SingleFlight<>();

	private volatile Refreshed last = NEVER;

	/**
	 * Create.
	 * @param refresh gets the key anew; ends by itself
	 * @param timer tells the time
	 */
	ApiKeyRefresher(Mono<ApiKey> refresh, Scheduler timer) {
		this.refresh = refresh;
		this.timer = timer;
	}

	/**
	 * Return the key that takes the place of a refused one.
	 * @param refused the key
	 * @return the other key; empty when there is none, or none is looked for now
	 */
	Mono<ApiKey> replacementFor(ApiKey refused) {
		Mono<ApiKey> known = known(refused);
		return (known != null) ? known : this.refreshes.join(Mono.defer(() -> {
			Mono<ApiKey> meanwhile = known(refused);
			return (meanwhile != null) ? meanwhile : refresh(refused);
		})).filter((key) -> !key.isSameAs(refused));
	}

	private @Nullable Mono<ApiKey> known(ApiKey refused) {
		Refreshed last = this.last;
		if (last.key() != null && refused.isSameAs(last.refused())) {
			return Mono.just(last.key());
		}
		if (now() >= last.restUntil()) {
			return null;
		}
		return (last.failure() != null) ? Mono.error(last.failure()) : Mono.empty();
	}

	/**
	 * Rest: the server refuses the new key as well.
	 */
	void rest() {
		this.last = new Refreshed(null, null, null, now() + REST.toMillis());
	}

	private Mono<ApiKey> refresh(ApiKey refused) {
		return this.refresh.doOnNext((key) -> {
			if (key.isSameAs(refused)) {
				rest();
			}
			else {
				this.last = new Refreshed(refused, key, null, Long.MIN_VALUE);
			}
		})
			.doOnError(ApiKeyUnavailableException.class,
					(failure) -> this.last = new Refreshed(null, null, failure, now() + REST_AFTER_FAILURE.toMillis()));
	}

	private long now() {
		return this.timer.now(TimeUnit.MILLISECONDS);
	}

	/**
	 * What came of the last refresh.
	 */
	private record Refreshed(@Nullable ApiKey refused, @Nullable ApiKey key,
			@Nullable ApiKeyUnavailableException failure, long restUntil) {

	}

}
