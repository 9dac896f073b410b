package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The MCP servers of an agent, whose tools have to be discovered first.
 *
 * @since 0.1.0
 */
public final class McpServerResource {

	private static final String FAMILY = "mcp_server";

	private static final String PATH = "/agents/{agentId}/integrations/mcp_server";

	private static final List<String> TOOLS = List.of("search_items", "read_item", "reserve_item", "list_stores");

	private final Store store;

	private final IntegrationService integrations;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public McpServerResource(Store store, SimulatorSettings settings) {
		this.store = store;
		this.integrations = new IntegrationService(store, settings);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listMcpServerIntegrations",
				(request) -> JsonResponse.ok(this.integrations.of(request, FAMILY)
					.stream()
					.map((integration) -> Json.pick(integration, "id", "config"))
					.toList()));
		router.add("POST", PATH + "/configure", "configureMcpServerIntegration", this::configure);
		router.add("DELETE", PATH + "/{integrationId}", "disconnectMcpServerIntegration",
				(request) -> this.integrations.disconnect(request, FAMILY));
		router.add("POST", PATH + "/{integrationId}/discover", "discoverMcpServerTools", this::discover);
		router.add("POST", PATH + "/{integrationId}/test", "testMcpServerConnection", this::test);
		router.add("GET", PATH + "/{integrationId}/tools", "listMcpServerTools",
				(request) -> this.integrations.tools(this.integrations.find(request, FAMILY)));
	}

	private ApiResponse configure(ApiRequest request) {
		ObjectNode body = request.json();
		this.integrations.requireRoom(request);
		Checks.of(body)
			.required("name", "server_url")
			.text("name")
			.uri("server_url")
			.oneOf("transport", "http_sse", "streamable_http")
			.oneOf("auth_type", CustomApiResource.AUTH_TYPES)
			.object("auth_config")
			.done();
		String name = Json.string(body, "name");
		String transport = Json.text(body, "transport");
		String authType = Json.text(body, "auth_type");
		ObjectNode integration = this.integrations.add(request.path("agentId"), FAMILY, FAMILY, name);
		integration.putObject("config")
			.put("name", name)
			.put("server_url", Json.string(body, "server_url"))
			.put("transport", (transport != null) ? transport : "streamable_http")
			.put("auth_type", (authType != null) ? authType : "none");
		return JsonResponse.created(Json.pick(integration, "id", "config"));
	}

	private ApiResponse discover(ApiRequest request) {
		ObjectNode integration = this.integrations.find(request, FAMILY);
		IntegrationService.requireConnection(url(integration));
		int known = this.store.tools().of(Json.string(integration, "id")).size();
		if (known == 0) {
			TOOLS.forEach(
					(name) -> this.integrations.addTool(integration, name, name.replace('_', ' '), null, "mcp", false));
		}
		return this.integrations.okOrEmpty(Json.object()
			.put("discovered", TOOLS.size())
			.put("created", TOOLS.size() - known)
			.put("updated", known)
			.put("disabled", 0));
	}

	private ApiResponse test(ApiRequest request) {
		boolean reachable = !url(this.integrations.find(request, FAMILY)).contains(IntegrationService.UNREACHABLE);
		ObjectNode result = Json.object()
			.put("success", reachable)
			.put("message", reachable ? "Connected" : "The server did not answer");
		if (reachable) {
			result.putNull("error").put("tools_count", TOOLS.size());
		}
		else {
			result.put("error", "connection refused").putNull("tools_count");
		}
		return this.integrations.okOrEmpty(result);
	}

	private static String url(ObjectNode integration) {
		return Json.string(integration.path("config"), "server_url");
	}

}
