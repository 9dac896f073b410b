package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Pipedream apps of an agent.
 *
 * @since 0.1.0
 */
public final class PipedreamResource {

	private static final String FAMILY = "pipedream";

	private static final String PATH = "/agents/{agentId}/integrations/pipedream";

	private final IntegrationService integrations;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public PipedreamResource(Store store, SimulatorSettings settings) {
		this.integrations = new IntegrationService(store, settings);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listPipedreamIntegrations",
				(request) -> JsonResponse.ok(this.integrations.of(request, FAMILY)
					.stream()
					.map((integration) -> Json.pick(integration, "id", "channel_type", "config"))
					.toList()));
		router.add("POST", PATH + "/configure", "configurePipedreamIntegration", this::configure);
		router.add("DELETE", PATH + "/{integrationId}", "disconnectPipedreamIntegration",
				(request) -> this.integrations.disconnect(request, FAMILY));
	}

	private ApiResponse configure(ApiRequest request) {
		ObjectNode body = request.json();
		this.integrations.requireRoom(request);
		Checks.of(body).required("app_slug").text("app_slug", "app_name", "app_icon").done();
		String slug = Json.string(body, "app_slug");
		String name = Json.text(body, "app_name");
		String agentId = request.path("agentId");
		ObjectNode app = this.integrations.add(agentId, FAMILY, FAMILY, (name != null) ? name : slug)
			.put("status", "pending")
			.put("is_connected", false)
			.put("channel_type", "mcp_server");
		app.putObject("config")
			.put("app_slug", slug)
			.put("app_name", name)
			.put("app_icon", Json.text(body, "app_icon"))
			.put("server_url", "https://mcp.pipedream.example/" + slug);
		return this.integrations.okOrEmpty(Json.object()
			.put("onboarding_url", "https://agent.bimpe.ai/agents/" + agentId + "/integrations?connect=pipedream"));
	}

}
