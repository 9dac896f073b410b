package ai.bimpe.client.phonenumbers;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Phone numbers of the team.
 *
 * @since 0.1.0
 */
public class PhoneNumbers {

	private final ReactivePhoneNumbers reactive;

	private final PhoneNumberRequests requests;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#phoneNumbers()}.
	 * @param reactive does the work
	 */
	public PhoneNumbers(ReactivePhoneNumbers reactive) {
		this.reactive = reactive;
		this.requests = new PhoneNumberRequests(reactive.requests());
	}

	/**
	 * List the phone numbers of the team ({@code listPhoneNumbers}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the first page of the numbers; iterating over it goes on to the later ones
	 */
	public Page<PhoneNumber> list(ListQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(query, options).firstPage(), "ReactivePhoneNumbers.list");
	}

	/**
	 * Read a phone number ({@code getPhoneNumber}).
	 * @param phoneNumberId the id of the number
	 * @param options the options of the call
	 * @return the number
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such number
	 */
	public PhoneNumberDetail retrieve(String phoneNumberId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(phoneNumberId, options), "ReactivePhoneNumbers.retrieve");
	}

	/**
	 * Link a phone number to an agent, or label it ({@code updatePhoneNumber}).
	 * @param phoneNumberId the id of the number
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the number after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such number
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public PhoneNumberDetail update(String phoneNumberId, UpdatePhoneNumberRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.update(phoneNumberId, request, options), "ReactivePhoneNumbers.update");
	}

	/**
	 * Return the orders for phone numbers.
	 * @return the operations on them
	 */
	public PhoneNumberRequests requests() {
		return this.requests;
	}

}
