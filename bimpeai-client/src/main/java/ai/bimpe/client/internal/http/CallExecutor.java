package ai.bimpe.client.internal.http;

import java.util.List;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Values;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out the calls of the resources of a client. Thread-safe.
 *
 * @since 0.1.0
 */
public abstract class CallExecutor {

	CallExecutor() {
	}

	/**
	 * Make a call and return the whole answer. Nothing happens before a subscription, and
	 * every subscription is a call of its own.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the answer, or an error of our tree
	 */
	public abstract <T> Mono<ApiResponse<T>> send(OperationCall<T> call, RequestOption... options);

	/**
	 * Make a call and return its data.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the data; empty when the operation answers without data
	 */
	public <T> Mono<T> data(OperationCall<T> call, RequestOption... options) {
		return send(call, options).mapNotNull(ApiResponse::data);
	}

	/**
	 * Make a call and return the items of its list.
	 * @param <T> the type of the items
	 * @param call the call
	 * @param options the options of the call
	 * @return the items
	 */
	public <T> Flux<T> items(OperationCall<List<T>> call, RequestOption... options) {
		return data(call, options).flatMapIterable(Values::list);
	}

	/**
	 * Walk over a paginated list.
	 * @param <T> the type of the items
	 * @param call the call, with what filters the list as its query
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the list
	 */
	public <T> PagedFlux<T> pages(OperationCall<List<T>> call, ListQuery query, RequestOption... options) {
		return PagedFlux.create(query.page(), (page) -> send(call.page(query, page), options));
	}

}
