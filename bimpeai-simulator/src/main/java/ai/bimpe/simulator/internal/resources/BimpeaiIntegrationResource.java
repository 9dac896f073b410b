package ai.bimpe.simulator.internal.resources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The five first-party connectors.
 *
 * @since 0.1.0
 */
public final class BimpeaiIntegrationResource {

	private static final String FAMILY = "bimpeai";

	private static final String PATH = "/agents/{agentId}/integrations/bimpeai";

	private static final Map<String, String> NAMES = new LinkedHashMap<>();

	static {
		NAMES.put("bumpa", "Bumpa");
		NAMES.put("google_calendar", "Google Calendar");
		NAMES.put("google_sheets", "Google Sheets");
		NAMES.put("paystack", "Paystack");
		NAMES.put("stripe", "Stripe");
	}

	private final IntegrationService integrations;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public BimpeaiIntegrationResource(Store store, SimulatorSettings settings) {
		this.integrations = new IntegrationService(store, settings);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listBimpeaiIntegrations", this::list);
		router.add("POST", PATH + "/configure", "configureBimpeaiIntegration", this::configure);
		router.add("DELETE", PATH + "/{integrationId}", "disconnectBimpeaiIntegration",
				(request) -> this.integrations.disconnect(request, FAMILY));
	}

	private ApiResponse list(ApiRequest request) {
		List<ObjectNode> known = this.integrations.of(request, FAMILY);
		List<ObjectNode> all = new ArrayList<>();
		NAMES.forEach((type,
				name) -> all.add(known.stream()
					.filter((integration) -> type.equals(Json.text(integration, "type")))
					.findFirst()
					.map((integration) -> Json.pick(integration, "id", "type", "name", "status", "is_connected"))
					.orElseGet(() -> Json.object()
						.putNull("id")
						.put("type", type)
						.put("name", name)
						.put("status", "disabled")
						.put("is_connected", false))));
		return JsonResponse.ok(all);
	}

	private ApiResponse configure(ApiRequest request) {
		ObjectNode body = request.json();
		String type = Json.string(body, "type");
		Checks checks = Checks.of(body)
			.required("type")
			.oneOf("type", NAMES.keySet().toArray(String[]::new))
			.text("token", "public_key", "secret_key", "currency");
		switch (type) {
			case "bumpa" -> checks.required("token");
			case "paystack", "stripe" -> checks.required("public_key", "secret_key", "currency");
			default -> {
				// The Google connectors need nothing more.
			}
		}
		this.integrations.requireRoom(request);
		checks.done();
		if (type.startsWith("google_")) {
			return JsonResponse.ok(Json.object()
				.put("onboarding_url",
						"https://agent.bimpe.ai/agents/" + request.path("agentId") + "/integrations?connect=" + type));
		}
		IntegrationService.requireConnection(Json.text(body, "token"), Json.text(body, "secret_key"));
		String agentId = request.path("agentId");
		ObjectNode integration = this.integrations.of(request, FAMILY)
			.stream()
			.filter((known) -> type.equals(Json.text(known, "type")))
			.findFirst()
			.orElseGet(() -> connect(this.integrations, agentId, type));
		return JsonResponse
			.created(Json.object().put("success", true).put("channel_id", Json.string(integration, "id")));
	}

	/**
	 * Connect a connector.
	 * @param integrations who adds integrations
	 * @param agentId the agent
	 * @param type the connector
	 * @return the integration
	 */
	public static ObjectNode connect(IntegrationService integrations, String agentId, String type) {
		String name = NAMES.get(type);
		if (name == null) {
			throw new IllegalArgumentException("'" + type + "' is no first-party connector");
		}
		ObjectNode integration = integrations.add(agentId, FAMILY, type, name);
		switch (type) {
			case "google_calendar" ->
				integrations.addTool(integration, "create_event", "Create event", null, "calendar", true);
			case "google_sheets" ->
				integrations.addTool(integration, "append_row", "Append row", null, "sheets", false);
			case "bumpa" -> integrations.addTool(integration, "find_product", "Find product", null, "shop", false);
			default -> integrations.addTool(integration, "create_payment_link", "Create payment link", null, "payments",
					false);
		}
		return integration;
	}

}
