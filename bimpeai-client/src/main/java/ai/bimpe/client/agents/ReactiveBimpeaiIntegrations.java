package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * First-party connectors of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveBimpeaiIntegrations {

	private static final Operation<List<BimpeaiIntegration>> LIST = Operation.list("listBimpeaiIntegrations",
			"/agents/{agentId}/integrations/bimpeai", BimpeaiIntegration.class);

	private static final Operation<BimpeaiConfigureResult> CONFIGURE = Operation
		.post("configureBimpeaiIntegration", "/agents/{agentId}/integrations/bimpeai/configure",
				BimpeaiConfigureResult.class)
		.withOptionalData();

	private static final Operation<Void> DISCONNECT = Operation.delete("disconnectBimpeaiIntegration",
			"/agents/{agentId}/integrations/bimpeai/{integrationId}");

	private final CallExecutor executor;

	ReactiveBimpeaiIntegrations(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the first-party connectors, connected or not
	 * ({@code listBimpeaiIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<BimpeaiIntegration> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
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
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException as an error signal, when the plan
	 * allows no more integrations
	 */
	public Mono<BimpeaiConfigureResult> configure(String agentId, ConfigureBimpeaiRequest request,
			RequestOption... options) {
		return this.executor.data(CONFIGURE.call(agentId).body(request), options)
			.defaultIfEmpty(BimpeaiConfigureResult.NONE);
	}

	/**
	 * Disconnect a first-party connector ({@code disconnectBimpeaiIntegration}).
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

}
