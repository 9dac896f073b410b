package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import ai.bimpe.simulator.internal.stream.StreamRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The agents of the team and their life cycle.
 *
 * @since 0.1.0
 */
public final class AgentResource {

	private static final List<String> FIELDS = List.of("name", "description", "language", "persona", "timezone", "logo",
			"business_name", "business_address", "business_email", "business_description", "escalation_email");

	private final Store store;

	private final SimulatorSettings settings;

	private final Lookup lookup;

	private final WorkflowService workflows;

	private final AgentFactory agentFactory;

	private final StreamRegistry streams;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param settings the settings
	 * @param workflows who copies public workflows
	 * @param agentFactory who makes agents
	 * @param streams the open streams
	 */
	public AgentResource(Store store, SimulatorSettings settings, WorkflowService workflows, AgentFactory agentFactory,
			StreamRegistry streams) {
		this.store = store;
		this.settings = settings;
		this.lookup = new Lookup(store);
		this.workflows = workflows;
		this.agentFactory = agentFactory;
		this.streams = streams;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", "/agents", "listAgents", this::list);
		router.add("POST", "/agents", "createAgent", this::create);
		router.add("GET", "/agents/{agentId}", "getAgent", this::get);
		router.add("PATCH", "/agents/{agentId}", "updateAgent", this::update);
		router.add("DELETE", "/agents/{agentId}", "deleteAgent", this::delete);
		router.add("PATCH", "/agents/{agentId}/live-status", "updateAgentLiveStatus", this::updateLiveStatus);
		router.add("GET", "/agents/{agentId}/deployment/agent-test-code", "getAgentTestCode", this::testCode);
		router.add("GET", "/agents/{agentId}/conversation_flows", "listAgentConversationFlows", this::flows);
	}

	private ApiResponse list(ApiRequest request) {
		return Paging.respond(request, this.store.agents().of(Store.TEAM), "name", "description", "business_name");
	}

	private ApiResponse create(ApiRequest request) {
		ObjectNode body = request.json();
		check(Checks.of(body).required("workflow_id", "name", "description"));
		if (this.store.agents().of(Store.TEAM).size() >= this.settings.agentLimit()) {
			throw ApiException.of(this.settings.agentLimitStatus(), "agent_limit_reached",
					"The plan allows no more agents");
		}
		ObjectNode workflow = this.workflows.usable(this.lookup.workflow(Json.string(body, "workflow_id")));
		ObjectNode agent = this.agentFactory.create(body, Json.string(workflow, "id")).deepCopy();
		agent.set("workflow", workflow.deepCopy());
		return JsonResponse.created(agent);
	}

	private ApiResponse get(ApiRequest request) {
		ObjectNode agent = this.lookup.agent(request).deepCopy();
		String agentId = Json.string(agent, "id");
		agent.set("knowledge_bases",
				Json.array(this.store.knowledgeBases()
					.of(agentId)
					.stream()
					.map((source) -> Json.pick(source, "id", "type", "name", "description"))
					.toList()));
		agent.set("integrations",
				Json.array(this.store.integrations()
					.of(agentId)
					.stream()
					.map((integration) -> Json.pick(integration, "id", "type", "name", "status", "is_connected"))
					.toList()));
		agent.set("channels", Json.array(ChannelResource.channels(this.store, agentId)));
		return JsonResponse.ok(agent);
	}

	private ApiResponse update(ApiRequest request) {
		ObjectNode agent = this.lookup.agent(request);
		ObjectNode body = request.json();
		check(Checks.of(body).notBlank("name", "workflow_id"));
		String workflowId = Json.text(body, "workflow_id");
		if (workflowId != null && !workflowId.equals(Json.text(agent, "workflow_id"))) {
			agent.put("workflow_id", Json.string(this.workflows.usable(this.lookup.workflow(workflowId)), "id"));
		}
		FIELDS.stream().filter(body::has).forEach((name) -> agent.set(name, body.get(name)));
		this.store.touch(agent);
		return JsonResponse.ok(agent.deepCopy());
	}

	private ApiResponse delete(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		this.store.removeAgent(agentId);
		this.streams.drop((stream) -> stream.agentId().equals(agentId));
		return JsonResponse.deleted();
	}

	private ApiResponse updateLiveStatus(ApiRequest request) {
		ObjectNode agent = this.lookup.agent(request);
		ObjectNode body = request.json();
		Checks.of(body)
			.required("status")
			.oneOf("status", "development", "live", "paused")
			.notNull("status_reason")
			.text("status_reason", 500)
			.done();
		String status = Json.string(body, "status");
		if (status.equals("live") && workflow(agent) == null) {
			throw ApiException.of(400, "workflow_required", "An agent without a workflow cannot go live");
		}
		if (status.equals("paused") && "development".equals(Json.text(agent, "status"))) {
			throw ApiException.badRequest("Only an agent that is live can be paused");
		}
		agent.put("status", status).put("status_reason", Json.text(body, "status_reason"));
		this.store.touch(agent);
		return JsonResponse.ok(Json.pick(agent, "status", "status_reason"));
	}

	private ApiResponse testCode(ApiRequest request) {
		String code = this.agentFactory.testCode(this.lookup.agent(request));
		String start = "start " + code;
		String link = "?text=start%20" + code;
		ObjectNode data = Json.object().put("code", code);
		ObjectNode channels = data.putObject("channels");
		channels.putObject("whatsapp")
			.put("is_enabled", true)
			.put("start_message", start)
			.put("phone_number", "+12025550143")
			.put("url", "https://wa.me/12025550143" + link);
		channels.putObject("instagram")
			.put("is_enabled", true)
			.put("start_message", start)
			.put("username", "simulator.demo")
			.put("url", "https://ig.me/m/simulator.demo" + link);
		channels.putObject("messenger")
			.put("is_enabled", false)
			.put("start_message", start)
			.putNull("page")
			.putNull("url");
		channels.putObject("telephony").put("is_enabled", true);
		return JsonResponse.ok(data);
	}

	private ApiResponse flows(ApiRequest request) {
		ObjectNode workflow = workflow(this.lookup.agent(request));
		ArrayNode flows = Json.array(List.of());
		if (workflow != null) {
			for (JsonNode flow : workflow.path("flows")) {
				flows.add(Json.object()
					.put("name", Json.string(flow, "name"))
					.put("description", Json.text(flow, "description"))
					.put("category", Json.text(flow, "category"))
					.put("priority", flow.path("priority").asInt(0))
					.put("is_active", flow.path("is_active").asBoolean(true)));
			}
		}
		return JsonResponse.ok(flows);
	}

	private @Nullable ObjectNode workflow(ObjectNode agent) {
		String workflowId = Json.text(agent, "workflow_id");
		return (workflowId != null) ? this.store.workflows().find(Store.TEAM, workflowId) : null;
	}

	private static void check(Checks checks) {
		checks.notNull(FIELDS.toArray(String[]::new))
			.notNull("workflow_id")
			.text("workflow_id", 50)
			.text("name", 255)
			.text("description", 2000)
			.text("language", 10)
			.oneOf("persona", "professional", "friendly", "concise")
			.text("timezone", 64)
			.uri("logo")
			.text("business_name", 255)
			.text("business_address", 500)
			.email("business_email")
			.text("business_description", 2000)
			.email("escalation_email")
			.done();
	}

}
