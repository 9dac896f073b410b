package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Apps that an agent uses through Pipedream.
 *
 * @since 0.1.0
 */
public class PipedreamIntegrations {

	private final ReactivePipedreamIntegrations reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public PipedreamIntegrations(ReactivePipedreamIntegrations reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the Pipedream apps of an agent ({@code listPipedreamIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<PipedreamIntegration> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactivePipedreamIntegrations.list");
	}

	/**
	 * Start to connect a Pipedream app ({@code configurePipedreamIntegration}).
	 * @param agentId the id of the agent
	 * @param request which app
	 * @param options the options of the call
	 * @return where a person finishes the connection; {@link OnboardingUrl#NONE} when the
	 * server answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException when the plan allows no more
	 * integrations
	 */
	public OnboardingUrl configure(String agentId, ConfigurePipedreamRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.configure(agentId, request, options),
				"ReactivePipedreamIntegrations.configure");
	}

	/**
	 * Disconnect a Pipedream app ({@code disconnectPipedreamIntegration}).
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
				"ReactivePipedreamIntegrations.disconnect");
	}

}
