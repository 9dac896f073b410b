package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Custom HTTP APIs of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveCustomApiIntegrations {

	private static final Operation<List<CustomApiIntegration>> LIST = Operation.list("listCustomApiIntegrations",
			"/agents/{agentId}/integrations/custom_api", CustomApiIntegration.class);

	private static final Operation<CustomApiIntegration> CONFIGURE = Operation.post("configureCustomApiIntegration",
			"/agents/{agentId}/integrations/custom_api/configure", CustomApiIntegration.class);

	private static final Operation<Void> DISCONNECT = Operation.delete("disconnectCustomApiIntegration",
			"/agents/{agentId}/integrations/custom_api/{integrationId}");

	private final CallExecutor executor;

	private final ReactiveCustomApiTools tools;

	ReactiveCustomApiIntegrations(CallExecutor executor) {
		this.executor = executor;
		this.tools = new ReactiveCustomApiTools(executor);
	}

	/**
	 * List the custom APIs of an agent, without their secrets
	 * ({@code listCustomApiIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<CustomApiIntegration> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Create a custom API ({@code configureCustomApiIntegration}).
	 * @param agentId the id of the agent
	 * @param request its settings
	 * @param options the options of the call
	 * @return the new custom API
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException as an error signal, when the plan
	 * allows no more integrations
	 */
	public Mono<CustomApiIntegration> configure(String agentId, ConfigureCustomApiRequest request,
			RequestOption... options) {
		return this.executor.data(CONFIGURE.call(agentId).body(request), options);
	}

	/**
	 * Disconnect a custom API ({@code disconnectCustomApiIntegration}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 * @throws ai.bimpe.client.errors.BadRequestException as an error signal, when the id
	 * belongs to another family
	 */
	public Mono<Void> disconnect(String agentId, String integrationId, RequestOption... options) {
		return this.executor.data(DISCONNECT.call(agentId, integrationId), options);
	}

	/**
	 * Return the tools of the custom APIs.
	 * @return the operations on them
	 */
	public ReactiveCustomApiTools tools() {
		return this.tools;
	}

}
