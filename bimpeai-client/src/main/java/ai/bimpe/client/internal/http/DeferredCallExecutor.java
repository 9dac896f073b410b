package ai.bimpe.client.internal.http;

import java.util.function.Supplier;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Carries out calls by an executor that is made by the first of them, on a thread that
 * may block: for a client that is first used on a thread that must not. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DeferredCallExecutor extends CallExecutor {

	private final Supplier<CallExecutor> executor;

	/**
	 * Create.
	 * @param executor makes the executor, or returns it
	 */
	public DeferredCallExecutor(Supplier<CallExecutor> executor) {
		this.executor = executor;
	}

	@Override
	public <T> Mono<ApiResponse<T>> send(OperationCall<T> call, RequestOption... options) {
		return Mono.fromSupplier(this.executor)
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((executor) -> executor.send(call, options));
	}

}
