package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Apps that an agent uses through Pipedream, without blocking.
 *
 * @since 0.1.0
 */
public class ReactivePipedreamIntegrations {

	private static final Operation<List<PipedreamIntegration>> LIST = Operation.list("listPipedreamIntegrations",
			"/agents/{agentId}/integrations/pipedream", PipedreamIntegration.class);

	private static final Operation<OnboardingUrl> CONFIGURE = Operation
		.post("configurePipedreamIntegration", "/agents/{agentId}/integrations/pipedream/configure",
				OnboardingUrl.class)
		.withOptionalData();

	private static final Operation<Void> DISCONNECT = Operation.delete("disconnectPipedreamIntegration",
			"/agents/{agentId}/integrations/pipedream/{integrationId}");

	private final CallExecutor executor;

	ReactivePipedreamIntegrations(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the Pipedream apps of an agent ({@code listPipedreamIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<PipedreamIntegration> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Start to connect a Pipedream app ({@code configurePipedreamIntegration}).
	 * @param agentId the id of the agent
	 * @param request which app
	 * @param options the options of the call
	 * @return where a person finishes the connection; {@link OnboardingUrl#NONE} when the
	 * server answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException as an error signal, when the plan
	 * allows no more integrations
	 */
	public Mono<OnboardingUrl> configure(String agentId, ConfigurePipedreamRequest request, RequestOption... options) {
		return this.executor.data(CONFIGURE.call(agentId).body(request), options).defaultIfEmpty(OnboardingUrl.NONE);
	}

	/**
	 * Disconnect a Pipedream app ({@code disconnectPipedreamIntegration}).
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
