package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tools of a custom API, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveCustomApiTools {

	private static final Operation<List<IntegrationTool>> LIST = Operation.list("listCustomApiTools",
			"/agents/{agentId}/integrations/custom_api/{integrationId}/tools", IntegrationTool.class);

	private static final Operation<IntegrationTool> ADD = Operation.post("createCustomApiTool",
			"/agents/{agentId}/integrations/custom_api/{integrationId}/tools", IntegrationTool.class);

	private static final Operation<Void> DELETE = Operation.delete("deleteCustomApiTool",
			"/agents/{agentId}/integrations/custom_api/{integrationId}/tools/{toolId}");

	private final CallExecutor executor;

	ReactiveCustomApiTools(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the tools of a custom API ({@code listCustomApiTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 */
	public Flux<IntegrationTool> list(String agentId, String integrationId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId, integrationId), options);
	}

	/**
	 * Add a tool to a custom API ({@code createCustomApiTool}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param request what the tool is made of
	 * @param options the options of the call
	 * @return the new tool
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<IntegrationTool> add(String agentId, String integrationId, CreateCustomApiToolRequest request,
			RequestOption... options) {
		return this.executor.data(ADD.call(agentId, integrationId).body(request), options);
	}

	/**
	 * Delete a tool of a custom API ({@code deleteCustomApiTool}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param toolId the id of the tool
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent, integration or tool
	 */
	public Mono<Void> delete(String agentId, String integrationId, String toolId, RequestOption... options) {
		return this.executor.data(DELETE.call(agentId, integrationId, toolId), options);
	}

}
