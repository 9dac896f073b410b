package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Custom HTTP APIs of an agent.
 *
 * @since 0.1.0
 */
public class CustomApiIntegrations {

	private final ReactiveCustomApiIntegrations reactive;

	private final CustomApiTools tools;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public CustomApiIntegrations(ReactiveCustomApiIntegrations reactive) {
		this.reactive = reactive;
		this.tools = new CustomApiTools(reactive.tools());
	}

	/**
	 * List the custom APIs of an agent, without their secrets
	 * ({@code listCustomApiIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<CustomApiIntegration> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveCustomApiIntegrations.list");
	}

	/**
	 * Create a custom API ({@code configureCustomApiIntegration}).
	 * @param agentId the id of the agent
	 * @param request its settings
	 * @param options the options of the call
	 * @return the new custom API
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException when the plan allows no more
	 * integrations
	 */
	public CustomApiIntegration configure(String agentId, ConfigureCustomApiRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.configure(agentId, request, options),
				"ReactiveCustomApiIntegrations.configure");
	}

	/**
	 * Disconnect a custom API ({@code disconnectCustomApiIntegration}).
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
				"ReactiveCustomApiIntegrations.disconnect");
	}

	/**
	 * Return the tools of the custom APIs.
	 * @return the operations on them
	 */
	public CustomApiTools tools() {
		return this.tools;
	}

}
