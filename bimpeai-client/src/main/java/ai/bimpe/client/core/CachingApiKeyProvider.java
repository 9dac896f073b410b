package ai.bimpe.client.core;

import java.time.Duration;
import java.util.concurrent.Callable;

import ai.bimpe.client.internal.ProvidedKeys;
import ai.bimpe.client.internal.SingleFlight;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the key that a source gave until it is refreshed. A key that cannot be sent is
 * not kept. Thread-safe.
 */
final class CachingApiKeyProvider implements ApiKeyProvider, ProvidedKeys.Named {

	/** A source that hangs would otherwise hold up every call for ever. */
	private static final Duration LONGEST_LOAD = Duration.ofSeconds(30);

	private final String name;

	private final Mono<String> load;

	private final SingleFlight<String> loads = new SingleFlight<>();

	private volatile @Nullable String key;

	/**
	 * Create.
	 * @param source returns the key; may block
	 */
	CachingApiKeyProvider(Callable<String> source) {
		this(source, Schedulers.parallel());
	}

	CachingApiKeyProvider(Callable<String> source, Scheduler timer) {
		this.name = "ApiKeyProvider.caching(" + source.getClass().getName() + ")";
		this.load = Mono.fromCallable(() -> load(source))
			.subscribeOn(Schedulers.boundedElastic())
			.timeout(LONGEST_LOAD, timer)
			.doOnNext((loaded) -> {
				ProvidedKeys.check(loaded, this.name);
				this.key = loaded;
			});
	}

	// A source that is interrupted fails after its time-out, where Reactor logs what it
	// says.
	private String load(Callable<String> source) {
		try {
			return source.call();
		}
		catch (Exception ex) {
			throw ProvidedKeys.failed(this.name, ex);
		}
	}

	@Override
	public Mono<String> apiKey() {
		return Mono.defer(() -> (this.key != null) ? Mono.just(this.key) : this.loads.join(Mono.defer(this::known)));
	}

	@Override
	public Mono<String> refresh() {
		return this.loads.join(this.load);
	}

	// Another load may have ended since it was looked for.
	private Mono<String> known() {
		String known = this.key;
		return (known != null) ? Mono.just(known) : this.load;
	}

	@Override
	public String name() {
		return this.name;
	}

	/**
	 * Return which source this is, never the key.
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
