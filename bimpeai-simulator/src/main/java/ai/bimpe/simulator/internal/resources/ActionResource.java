package ai.bimpe.simulator.internal.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The actions of an agent, which are the tools of all its integrations.
 *
 * @since 0.1.0
 */
public final class ActionResource {

	private final Store store;

	private final SimulatorSettings settings;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public ActionResource(Store store, SimulatorSettings settings) {
		this.store = store;
		this.settings = settings;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", "/agents/{agentId}/actions", "listAgentActions", this::list);
		router.add("POST", "/agents/{agentId}/actions/enable", "enableAgentActions",
				(request) -> change(request, true));
		router.add("POST", "/agents/{agentId}/actions/disable", "disableAgentActions",
				(request) -> change(request, false));
	}

	private ApiResponse list(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		List<ObjectNode> actions = new ArrayList<>();
		for (ObjectNode integration : this.store.integrations().of(agentId)) {
			for (ObjectNode tool : this.store.tools().of(Json.string(integration, "id"))) {
				actions.add(Json.object()
					.put("id", Json.string(tool, "id"))
					.put("integration_id", Json.string(integration, "id"))
					.put("integration_type", Json.string(integration, "type"))
					.put("integration_name", Json.string(integration, "name"))
					.put("name", Json.string(tool, "name"))
					.put("action_name", Json.string(tool, "action_name"))
					.put("description", Json.text(tool, "description"))
					.put("is_enabled", Json.isTrue(tool, "is_enabled")));
			}
		}
		return JsonResponse.ok(actions);
	}

	private ApiResponse change(ApiRequest request, boolean enabled) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		ObjectNode body = request.json();
		Checks.of(body).required("action_ids").texts("action_ids").done();
		Set<String> wanted = body.path("action_ids")
			.valueStream()
			.map(JsonNode::stringValue)
			.collect(Collectors.toSet());
		List<ObjectNode> found = this.store.integrations()
			.of(agentId)
			.stream()
			.flatMap((integration) -> this.store.tools().of(Json.string(integration, "id")).stream())
			.filter((tool) -> wanted.contains(Json.string(tool, "id")))
			.toList();
		if (found.size() < wanted.size()) {
			throw ApiException.notFound("Action");
		}
		int changed = 0;
		for (ObjectNode tool : found) {
			if (Json.isTrue(tool, "is_enabled") != enabled) {
				tool.put("is_enabled", enabled);
				changed++;
			}
		}
		return this.settings.emptyCreatedAnswers() ? JsonResponse.empty(201)
				: JsonResponse.ok(Json.object().put("updated_count", changed));
	}

}
