package ai.bimpe.simulator.internal.resources;

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
 * The phone numbers of the team and the orders for new ones.
 *
 * @since 0.1.0
 */
public final class PhoneNumberResource {

	private final Store store;

	private final SimulatorSettings settings;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 */
	public PhoneNumberResource(Store store, SimulatorSettings settings) {
		this.store = store;
		this.settings = settings;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", "/phone-numbers", "listPhoneNumbers", this::list);
		router.add("GET", "/phone-numbers/request", "listPhoneNumberRequests", (request) -> Paging.respond(request,
				this.store.phoneNumberRequests().of(Store.TEAM), "business_name", "intended_use"));
		router.add("POST", "/phone-numbers/request", "createPhoneNumberRequest", this::order);
		router.add("GET", "/phone-numbers/{phoneNumberId}", "getPhoneNumber",
				(request) -> JsonResponse.ok(find(request).deepCopy()));
		router.add("PATCH", "/phone-numbers/{phoneNumberId}", "updatePhoneNumber", this::update);
	}

	private ApiResponse list(ApiRequest request) {
		return Paging.respond(request,
				this.store.phoneNumbers()
					.of(Store.TEAM)
					.stream()
					.map((number) -> Json.pick(number, "id", "agent_id", "label", "e164"))
					.toList(),
				"e164", "label");
	}

	private ApiResponse order(ApiRequest request) {
		ObjectNode body = request.json();
		Checks.of(body)
			.required("business_name", "intended_use", "region", "agent_count", "outbound_minutes")
			.text("business_name", 191)
			.text("intended_use", "submitted_by_agent_id")
			.oneOf("region", "us", "uk", "eu", "ng")
			.integer("agent_count", 1, 50)
			.integer("outbound_minutes", 0, 10_000)
			.done();
		String agentId = Json.text(body, "submitted_by_agent_id");
		if (agentId != null) {
			this.lookup.agent(agentId);
		}
		String now = this.store.now();
		ObjectNode order = Json.object().put("id", this.store.newId()).put("status", "under_review");
		order.setAll(Json.pick(body, "business_name", "intended_use", "region", "agent_count", "outbound_minutes"));
		order.putNull("e164").put("agent_id", agentId).putNull("label").put("created_at", now).put("updated_at", now);
		this.store.phoneNumberRequests().add(Store.TEAM, order);
		return this.settings.emptyCreatedAnswers() ? JsonResponse.empty(201) : JsonResponse.created(order.deepCopy());
	}

	private ApiResponse update(ApiRequest request) {
		ObjectNode number = find(request);
		ObjectNode body = request.json();
		Checks.of(body).text("agent_id").notNull("label").text("label", 128).done();
		String agentId = Json.text(body, "agent_id");
		if (agentId != null) {
			this.lookup.agent(agentId);
			boolean taken = this.store.phoneNumbers()
				.of(Store.TEAM)
				.stream()
				.anyMatch((other) -> !other.equals(number) && agentId.equals(Json.text(other, "agent_id")));
			if (taken) {
				throw ApiException.of(409, "conflict", "The agent has another number already");
			}
		}
		if (body.has("agent_id")) {
			number.put("agent_id", agentId);
		}
		if (body.has("label")) {
			number.put("label", Json.text(body, "label"));
		}
		this.store.touch(number);
		return JsonResponse.ok(number.deepCopy());
	}

	private ObjectNode find(ApiRequest request) {
		return this.lookup.ofTeam(request, this.store.phoneNumbers(), "phoneNumberId", "Phone number");
	}

}
