package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.phonenumbers.CreatePhoneNumberRequest;
import ai.bimpe.client.phonenumbers.PhoneNumber;
import ai.bimpe.client.phonenumbers.PhoneNumberDetail;
import ai.bimpe.client.phonenumbers.PhoneNumberRegion;
import ai.bimpe.client.phonenumbers.PhoneNumberRequest;
import ai.bimpe.client.phonenumbers.UpdatePhoneNumberRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Orders a telephone number, and gives it to an agent when it is there. An order is
 * reviewed first, so that is not at once.
 */
@Component
class OrderPhoneNumber {

	private final BimpeAI bimpeai;

	OrderPhoneNumber(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	PhoneNumberRequest order() {
		this.bimpeai.phoneNumbers()
			.requests()
			.create(CreatePhoneNumberRequest.builder()
				.businessName("Kestrel Outdoor Ltd")
				.intendedUse("Delivery questions")
				.region(PhoneNumberRegion.NG)
				.agentCount(1)
				.outboundMinutes(300)
				.build());
		// The answer does not say which order it made: the list does.
		return this.bimpeai.phoneNumbers()
			.requests()
			.list(ListQuery.create().sort("-created_at").limit(1))
			.data()
			.get(0);
	}

	@Nullable PhoneNumber findFreeNumber() {
		return this.bimpeai.phoneNumbers()
			.list(ListQuery.create())
			.stream()
			.filter((number) -> number.agentId() == null)
			.findFirst()
			.orElse(null);
	}

	PhoneNumberDetail assign(String phoneNumberId, String agentId) {
		return this.bimpeai.phoneNumbers()
			.update(phoneNumberId, UpdatePhoneNumberRequest.builder().agentId(agentId).label("Support line").build());
	}

	PhoneNumberDetail unassign(String phoneNumberId) {
		return this.bimpeai.phoneNumbers().update(phoneNumberId, UpdatePhoneNumberRequest.builder().unassign().build());
	}

}
