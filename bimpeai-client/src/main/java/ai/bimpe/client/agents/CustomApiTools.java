package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Tools of a custom API.
 *
 * @since 0.1.0
 */
public class CustomApiTools {

	private final ReactiveCustomApiTools reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public CustomApiTools(ReactiveCustomApiTools reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the tools of a custom API ({@code listCustomApiTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 */
	public List<IntegrationTool> list(String agentId, String integrationId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, integrationId, options).collectList(),
				"ReactiveCustomApiTools.list");
	}

	/**
	 * Add a tool to a custom API ({@code createCustomApiTool}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param request what the tool is made of
	 * @param options the options of the call
	 * @return the new tool
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public IntegrationTool add(String agentId, String integrationId, CreateCustomApiToolRequest request,
			RequestOption... options) {
		return Blocking.await(this.reactive.add(agentId, integrationId, request, options),
				"ReactiveCustomApiTools.add");
	}

	/**
	 * Delete a tool of a custom API ({@code deleteCustomApiTool}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param toolId the id of the tool
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent,
	 * integration or tool
	 */
	public void delete(String agentId, String integrationId, String toolId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.delete(agentId, integrationId, toolId, options),
				"ReactiveCustomApiTools.delete");
	}

}
