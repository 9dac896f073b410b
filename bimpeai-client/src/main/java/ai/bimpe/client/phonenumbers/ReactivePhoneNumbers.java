package ai.bimpe.client.phonenumbers;

import java.util.List;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.resource.ResourceFactory;
import reactor.core.publisher.Mono;

/**
 * Phone numbers of the team, without blocking.
 *
 * @since 0.1.0
 */
public class ReactivePhoneNumbers {

	private static final Operation<List<PhoneNumber>> LIST = Operation.list("listPhoneNumbers", "/phone-numbers",
			PhoneNumber.class);

	private static final Operation<PhoneNumberDetail> RETRIEVE = Operation.get("getPhoneNumber",
			"/phone-numbers/{phoneNumberId}", PhoneNumberDetail.class);

	private static final Operation<PhoneNumberDetail> UPDATE = Operation.patch("updatePhoneNumber",
			"/phone-numbers/{phoneNumberId}", PhoneNumberDetail.class);

	static {
		ResourceFactory.register(ReactivePhoneNumbers.class, (parts) -> new ReactivePhoneNumbers(parts.executor()));
	}

	private final CallExecutor executor;

	private final ReactivePhoneNumberRequests requests;

	ReactivePhoneNumbers(CallExecutor executor) {
		this.executor = executor;
		this.requests = new ReactivePhoneNumberRequests(executor);
	}

	/**
	 * List the phone numbers of the team ({@code listPhoneNumbers}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the numbers of all pages, fetched as they are asked for
	 */
	public PagedFlux<PhoneNumber> list(ListQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(), query, options);
	}

	/**
	 * Read a phone number ({@code getPhoneNumber}).
	 * @param phoneNumberId the id of the number
	 * @param options the options of the call
	 * @return the number
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such number
	 */
	public Mono<PhoneNumberDetail> retrieve(String phoneNumberId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(phoneNumberId), options);
	}

	/**
	 * Link a phone number to an agent, or label it ({@code updatePhoneNumber}).
	 * @param phoneNumberId the id of the number
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the number after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such number
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<PhoneNumberDetail> update(String phoneNumberId, UpdatePhoneNumberRequest request,
			RequestOption... options) {
		return this.executor.data(UPDATE.call(phoneNumberId).body(request), options);
	}

	/**
	 * Return the orders for phone numbers.
	 * @return the operations on them
	 */
	public ReactivePhoneNumberRequests requests() {
		return this.requests;
	}

}
