package ai.bimpe.client.internal.http;

import ai.bimpe.client.core.ApiResponse;
import reactor.core.publisher.Mono;

/**
 * One concern of every call, such as its retries or its API key. Stages surround each
 * other in the order of the one list in {@link CallExecutor}; none knows which others
 * there are. Thread-safe: what belongs to one call is kept by what {@code apply} returns.
 */
interface CallStage {

	/**
	 * Surround a call. Called once for each call, before its first attempt.
	 * @param <T> the type of the data
	 * @param request what is sent
	 * @param next what this stage surrounds
	 * @return the answer; each subscription is one more attempt
	 */
	<T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next);

	/**
	 * The stages behind this one, and the exchange behind them all.
	 *
	 * @param <T> the type of the data
	 */
	@FunctionalInterface
	interface Next<T> {

		/**
		 * Pass a request on.
		 * @param request the request, which may differ from the one received
		 * @return the answer; each subscription is one more attempt
		 */
		Mono<ApiResponse<T>> send(CallRequest<T> request);

	}

}
