package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * First-party connectors of an agent.
 *
 * @since 0.1.0
 */
public class BimpeaiIntegrations {

	private final ReactiveBimpeaiIntegrations reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public BimpeaiIntegrations(ReactiveBimpeaiIntegrations reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the first-party connectors, connected or not
	 * ({@code listBimpeaiIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<BimpeaiIntegration> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveBimpeaiIntegrations.list");
	}

	/**
	 * Connect a first-party connector ({@code configureBimpeaiIntegration}). Bumpa,
	 * Paystack and Stripe connect at once; the Google connectors answer with an address
	 * where a person consents.
	 * @param agentId the id of the agent
	 * @param request which connector, with its settings
	 * @param options the options of the call
	 * @return what became of it; {@link BimpeaiConfigureResult#NONE} when the server
	 * answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException when the plan allows no more
	 * integrations
	 */
	public BimpeaiConfigureResult configure(String agentId, ConfigureBimpeaiRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.configure(agentId, request, options),
				"ReactiveBimpeaiIntegrations.configure");
	}

	/**
	 * Disconnect a first-party connector ({@code disconnectBimpeaiIntegration}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 * @throws ai.bimpe.client.errors.BadRequestException when the id belongs to another
	 * family
	 */
	public void disconnect(String agentId, String integrationId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.disconnect(agentId, integrationId, options),
				"ReactiveBimpeaiIntegrations.disconnect");
	}

}
