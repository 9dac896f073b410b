package ai.bimpe.client.phonenumbers;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Orders for phone numbers.
 *
 * @since 0.1.0
 */
public class PhoneNumberRequests {

	private final ReactivePhoneNumberRequests reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public PhoneNumberRequests(ReactivePhoneNumberRequests reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the orders for phone numbers ({@code listPhoneNumberRequests}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the first page of the orders; iterating over it goes on to the later ones
	 */
	public Page<PhoneNumberRequest> list(ListQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(query, options).firstPage(), "ReactivePhoneNumberRequests.list");
	}

	/**
	 * Order a phone number ({@code createPhoneNumberRequest}). The server says nothing
	 * about the order; it shows up in the list.
	 * @param request what is ordered
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public void create(CreatePhoneNumberRequest request, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.create(request, options), "ReactivePhoneNumberRequests.create");
	}

}
