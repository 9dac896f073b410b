package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.BimpeaiConfigureResult;
import ai.bimpe.client.agents.BimpeaiIntegration;
import ai.bimpe.client.agents.ConfigureBimpeaiRequest;

import org.springframework.stereotype.Component;

/**
 * Connects a first-party integration: Stripe with its keys, Google Calendar by a page
 * that a person has to visit.
 */
@Component
class ConnectStripe {

	private final BimpeAI bimpeai;

	ConnectStripe(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	BimpeaiConfigureResult connect(String agentId, String publicKey, String secretKey) {
		return this.bimpeai.agents()
			.integrations()
			.bimpeai()
			.configure(agentId, ConfigureBimpeaiRequest.stripe(publicKey, secretKey, "EUR"));
	}

	BimpeaiConfigureResult connectCalendar(String agentId) {
		return this.bimpeai.agents()
			.integrations()
			.bimpeai()
			.configure(agentId, ConfigureBimpeaiRequest.googleCalendar());
	}

	List<String> connected(String agentId) {
		return this.bimpeai.agents()
			.integrations()
			.bimpeai()
			.list(agentId)
			.stream()
			.filter(BimpeaiIntegration::isConnected)
			.map(BimpeaiIntegration::name)
			.toList();
	}

}
