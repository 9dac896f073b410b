package ai.bimpe.benchmarks.calls;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The calls of a client that answers with publishers.
 */
abstract class ReactiveCalls implements CallClient {

	abstract Mono<?> get(String id);

	abstract Mono<?> post();

	abstract Flux<?> list(int limit);

	@Override
	public Disposable repeat(CallWorkload workload, Done done) {
		Mono<Long> once = Mono.defer(() -> {
			long start = System.nanoTime();
			return once(workload).doOnSuccess((agents) -> done.done(start, agents));
		});
		AtomicBoolean ended = new AtomicBoolean();
		Disposable unused = Flux.range(0, workload.inFlight())
			.flatMap((lane) -> once.repeat(() -> !ended.get()), workload.inFlight())
			.subscribe((agents) -> {
			}, CallClient::abort);
		return () -> ended.set(true);
	}

	private Mono<Long> once(CallWorkload workload) {
		return switch (workload.kind()) {
			case GET -> get("agt_1").map((agent) -> 1L);
			case POST -> post().map((agent) -> 1L);
			case PAGES -> list(workload.size()).count();
		};
	}

}
