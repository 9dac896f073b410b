package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The integrations of an agent over all families.
 *
 * @since 0.1.0
 */
public final class IntegrationResource {

	private final Store store;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 */
	public IntegrationResource(Store store) {
		this.store = store;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", "/agents/{agentId}/integrations", "listAgentIntegrations", this::list);
	}

	private ApiResponse list(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		return JsonResponse.ok(this.store.integrations().of(agentId).stream().map(this::describe).toList());
	}

	private ObjectNode describe(ObjectNode integration) {
		ObjectNode json = Json.pick(integration, "id", "type", "name", "status", "is_connected");
		json.set("config_fields", Json.array(fields(Json.string(integration, "type"))));
		json.set("actions",
				Json.array(this.store.tools()
					.of(Json.string(integration, "id"))
					.stream()
					.map((tool) -> Json.pick(tool, "action_name", "name", "description", "category", "is_enabled",
							"require_human_approval"))
					.toList()));
		return json;
	}

	private static List<ObjectNode> fields(String type) {
		return switch (type) {
			case "paystack", "stripe" -> List.of(field("public_key", "Public key", "text"),
					field("secret_key", "Secret key", "password"), field("currency", "Currency", "text"));
			case "bumpa" -> List.of(field("token", "Token", "password"));
			default -> List.of();
		};
	}

	private static ObjectNode field(String key, String label, String type) {
		return Json.object().put("key", key).put("label", label).put("type", type).put("required", true);
	}

}
