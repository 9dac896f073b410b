package ai.bimpe.samples.examples;

import java.util.Objects;

import ai.bimpe.client.phonenumbers.PhoneNumber;
import ai.bimpe.client.phonenumbers.PhoneNumberDetail;
import ai.bimpe.client.phonenumbers.PhoneNumberRequest;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderPhoneNumber}.
 */
@ExamplesTest
class OrderPhoneNumberTests {

	private final Simulator simulator;

	private final OrderPhoneNumber orderPhoneNumber;

	OrderPhoneNumberTests(Simulator simulator, OrderPhoneNumber orderPhoneNumber) {
		this.simulator = simulator;
		this.orderPhoneNumber = orderPhoneNumber;
	}

	@Test
	void ordersANumber() {
		PhoneNumberRequest order = this.orderPhoneNumber.order();
		assertThat(order.status()).isEqualTo("under_review");
		assertThat(order.e164()).isNull();
		assertThat(this.orderPhoneNumber.findFreeNumber()).isNull();
		assertThat(this.simulator.count("createPhoneNumberRequest")).isEqualTo(1);
	}

	@Test
	void assignsTheNumberWhenItIsThere() {
		String agentId = this.simulator.newAgent("Pia").id();
		String e164 = this.simulator.fulfilPhoneNumberRequest(this.orderPhoneNumber.order().id());
		PhoneNumber free = Objects.requireNonNull(this.orderPhoneNumber.findFreeNumber());
		assertThat(free.e164()).isEqualTo(e164);
		PhoneNumberDetail assigned = this.orderPhoneNumber.assign(free.id(), agentId);
		assertThat(assigned.agentId()).isEqualTo(agentId);
		assertThat(assigned.label()).isEqualTo("Support line");
	}

	@Test
	void takesTheNumberAway() {
		String agentId = this.simulator.newAgent("Pia").id();
		this.simulator.fulfilPhoneNumberRequest(this.orderPhoneNumber.order().id());
		String numberId = Objects.requireNonNull(this.orderPhoneNumber.findFreeNumber()).id();
		this.orderPhoneNumber.assign(numberId, agentId);
		assertThat(this.orderPhoneNumber.unassign(numberId).agentId()).isNull();
		assertThat(this.simulator.requests("updatePhoneNumber").get(1).body()).isEqualTo("{\"agent_id\":null}");
	}

}
