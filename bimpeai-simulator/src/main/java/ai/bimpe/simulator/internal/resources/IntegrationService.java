package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the four families of integrations have in common.
 *
 * @since 0.1.0
 */
public final class IntegrationService {

	/** A word in an address or key that makes a connection fail. */
	static final String UNREACHABLE = "unreachable";

	private final Store store;

	private final SimulatorSettings settings;

	private final Lookup lookup;

	/**
	 * Create a service.
	 * @param store the state
	 * @param settings the settings
	 */
	public IntegrationService(Store store, SimulatorSettings settings) {
		this.store = store;
		this.settings = settings;
		this.lookup = new Lookup(store);
	}

	List<ObjectNode> of(ApiRequest request, String family) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		return this.store.integrations()
			.of(agentId)
			.stream()
			.filter((integration) -> family.equals(Json.text(integration, "family")))
			.toList();
	}

	ObjectNode find(ApiRequest request, String family) {
		ObjectNode integration = this.lookup.ofAgent(request, this.store.integrations(), "integrationId",
				"Integration");
		if (!family.equals(Json.text(integration, "family"))) {
			throw ApiException.badRequest("This integration is of another type");
		}
		return integration;
	}

	/**
	 * Check that an agent can get one more integration.
	 * @param request the request that names the agent
	 */
	void requireRoom(ApiRequest request) {
		ObjectNode agent = this.lookup.agent(request);
		if (Json.text(agent, "workflow_id") == null) {
			throw ApiException.of(400, "workflow_required", "The agent has no workflow yet");
		}
		if (this.store.integrations().of(Json.string(agent, "id")).size() >= this.settings.integrationLimit()) {
			throw ApiException.of(409, "integration_limit_reached", "The plan allows no more integrations");
		}
	}

	static void requireConnection(@Nullable String... parts) {
		for (String part : parts) {
			if (part != null && part.contains(UNREACHABLE)) {
				throw ApiException.of(400, "integration_connection_failed", "The connection could not be made");
			}
		}
	}

	ObjectNode add(String agentId, String family, String type, String name) {
		return this.store.integrations()
			.add(agentId,
					Json.object()
						.put("id", this.store.newId())
						.put("family", family)
						.put("type", type)
						.put("name", name)
						.put("status", "enabled")
						.put("is_connected", true));
	}

	ObjectNode addTool(ObjectNode integration, String actionName, String name, @Nullable String description,
			String category, boolean humanApproval) {
		return this.store.tools()
			.add(Json.string(integration, "id"),
					Json.object()
						.put("id", this.store.newId())
						.put("action_name", actionName)
						.put("name", name)
						.put("description", description)
						.put("category", category)
						.put("is_enabled", true)
						.put("require_human_approval", humanApproval));
	}

	JsonResponse tools(ObjectNode integration) {
		return JsonResponse
			.ok(this.store.tools().of(Json.string(integration, "id")).stream().map(IntegrationService::tool).toList());
	}

	static ObjectNode tool(ObjectNode tool) {
		return Json.pick(tool, "id", "action_name", "name", "description", "category", "is_enabled");
	}

	JsonResponse disconnect(ApiRequest request, String family) {
		String id = Json.string(find(request, family), "id");
		this.store.integrations().remove(request.path("agentId"), id);
		this.store.tools().removeOf(id);
		return JsonResponse.deleted();
	}

	JsonResponse okOrEmpty(ObjectNode data) {
		return this.settings.emptyCreatedAnswers() ? JsonResponse.empty(201) : JsonResponse.ok(data);
	}

	Store store() {
		return this.store;
	}

}
