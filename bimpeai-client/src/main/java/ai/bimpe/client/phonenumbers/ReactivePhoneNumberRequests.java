package ai.bimpe.client.phonenumbers;

import java.util.List;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;

/**
 * Orders for phone numbers, without blocking.
 *
 * @since 0.1.0
 */
public class ReactivePhoneNumberRequests {

	private static final Operation<List<PhoneNumberRequest>> LIST = Operation.list("listPhoneNumberRequests",
			"/phone-numbers/request", PhoneNumberRequest.class);

	private static final Operation<Void> CREATE = Operation.withoutData("createPhoneNumberRequest", HttpMethod.POST,
			"/phone-numbers/request");

	private final CallExecutor executor;

	ReactivePhoneNumberRequests(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the orders for phone numbers ({@code listPhoneNumberRequests}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the orders of all pages, fetched as they are asked for
	 */
	public PagedFlux<PhoneNumberRequest> list(ListQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(), query, options);
	}

	/**
	 * Order a phone number ({@code createPhoneNumberRequest}). The server says nothing
	 * about the order; it shows up in the list.
	 * @param request what is ordered
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<Void> create(CreatePhoneNumberRequest request, RequestOption... options) {
		return this.executor.data(CREATE.call().body(request), options);
	}

}
