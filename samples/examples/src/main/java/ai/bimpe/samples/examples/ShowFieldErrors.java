package ai.bimpe.samples.examples;

import java.util.Map;
import java.util.TreeMap;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.UpdateAgentRequest;
import ai.bimpe.client.errors.ValidationException;

import org.springframework.stereotype.Component;

/**
 * Puts what the server refused beside the fields of a form.
 */
@Component
class ShowFieldErrors {

	private final BimpeAI bimpeai;

	ShowFieldErrors(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	Map<String, String> submit(String agentId, String businessEmail, String logo) {
		Map<String, String> problems = new TreeMap<>();
		try {
			this.bimpeai.agents()
				.update(agentId, UpdateAgentRequest.builder().businessEmail(businessEmail).logo(logo).build());
		}
		catch (ValidationException ex) {
			ex.fieldErrors().forEach((error) -> problems.put(error.path(), error.message()));
		}
		return problems;
	}

}
