package ai.bimpe.simulator.internal.resources;

import java.util.Locale;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The custom HTTP APIs of an agent and their tools.
 *
 * @since 0.1.0
 */
public final class CustomApiResource {

	private static final String FAMILY = "custom_api";

	private static final String PATH = "/agents/{agentId}/integrations/custom_api";

	static final String[] AUTH_TYPES = { "none", "bearer", "basic", "api_key", "custom" };

	private final Store store;

	private final IntegrationService integrations;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public CustomApiResource(Store store, SimulatorSettings settings) {
		this.store = store;
		this.integrations = new IntegrationService(store, settings);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listCustomApiIntegrations",
				(request) -> JsonResponse.ok(this.integrations.of(request, FAMILY)
					.stream()
					.map((integration) -> Json.pick(integration, "id", "config"))
					.toList()));
		router.add("POST", PATH + "/configure", "configureCustomApiIntegration", this::configure);
		router.add("DELETE", PATH + "/{integrationId}", "disconnectCustomApiIntegration",
				(request) -> this.integrations.disconnect(request, FAMILY));
		router.add("GET", PATH + "/{integrationId}/tools", "listCustomApiTools",
				(request) -> this.integrations.tools(this.integrations.find(request, FAMILY)));
		router.add("POST", PATH + "/{integrationId}/tools", "createCustomApiTool", this::addTool);
		router.add("DELETE", PATH + "/{integrationId}/tools/{toolId}", "deleteCustomApiTool", this::deleteTool);
	}

	private ApiResponse configure(ApiRequest request) {
		ObjectNode body = request.json();
		this.integrations.requireRoom(request);
		Checks.of(body)
			.required("name")
			.text("name", "description", "base_url", "test_endpoint")
			.oneOf("auth_type", AUTH_TYPES)
			.object("auth_config")
			.done();
		IntegrationService.requireConnection(Json.text(body, "base_url"), Json.text(body, "test_endpoint"));
		String name = Json.string(body, "name");
		String authType = Json.text(body, "auth_type");
		ObjectNode integration = this.integrations.add(request.path("agentId"), FAMILY, FAMILY, name);
		integration.putObject("config")
			.put("name", name)
			.put("base_url", Json.text(body, "base_url"))
			.put("auth_type", (authType != null) ? authType : "none");
		return JsonResponse.created(Json.pick(integration, "id", "config"));
	}

	private ApiResponse addTool(ApiRequest request) {
		ObjectNode integration = this.integrations.find(request, FAMILY);
		ObjectNode body = request.json();
		Checks.of(body)
			.required("name", "http_method", "url_template")
			.text("name", "url_template", "description", "category")
			.oneOf("http_method", "GET", "POST", "PUT", "DELETE", "PATCH")
			.each("url_params", CustomApiResource::checkParameter)
			.each("body_params", CustomApiResource::checkParameter)
			.object("headers_template")
			.object("body_template")
			.oneOf("auth_type", AUTH_TYPES)
			.object("auth_config")
			.object("response_mapping")
			.flag("require_human_approval")
			.integer("timeout", 0, Integer.MAX_VALUE)
			.done();
		String name = Json.string(body, "name");
		String category = Json.text(body, "category");
		String actionName = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
		ObjectNode tool = this.integrations.addTool(integration, actionName, name, Json.text(body, "description"),
				(category != null) ? category : "custom", Json.isTrue(body, "require_human_approval"));
		return JsonResponse.created(IntegrationService.tool(tool));
	}

	private ApiResponse deleteTool(ApiRequest request) {
		String integrationId = Json.string(this.integrations.find(request, FAMILY), "id");
		if (!this.store.tools().remove(integrationId, request.path("toolId"))) {
			throw ApiException.notFound("Tool");
		}
		return JsonResponse.deleted();
	}

	private static void checkParameter(Checks parameter) {
		parameter.required("name", "type", "description")
			.text("name", "description")
			.oneOf("type", "string", "number", "integer", "boolean", "array", "object")
			.flag("required");
	}

}
