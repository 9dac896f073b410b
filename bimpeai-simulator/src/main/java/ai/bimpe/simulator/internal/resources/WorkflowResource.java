package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workflows of the team and the public ones.
 *
 * @since 0.1.0
 */
public final class WorkflowResource {

	private static final String READ = "workflows:read";

	private static final List<String> FIELDS = List.of("name", "system_prompt", "description", "category", "rules",
			"flows", "tags", "integrations", "channels", "actions", "guide", "faq", "setup_steps", "setup_time",
			"video_url", "prompt_config");

	private final Store store;

	private final Lookup lookup;

	private final WorkflowService workflows;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param workflows who makes workflows
	 */
	public WorkflowResource(Store store, WorkflowService workflows) {
		this.store = store;
		this.lookup = new Lookup(store);
		this.workflows = workflows;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.addScoped("GET", "/workflows", "listWorkflows", READ, this::list);
		router.add("POST", "/workflows", "createWorkflow", this::create);
		router.add("POST", "/workflows/clone", "cloneWorkflow", this::cloneWorkflow);
		router.addScoped("GET", "/workflows/{workflowId}", "getWorkflow", READ, this::get);
		router.add("PATCH", "/workflows/{workflowId}", "updateWorkflow", this::update);
		router.add("DELETE", "/workflows/{workflowId}", "deleteWorkflow", this::delete);
	}

	private ApiResponse list(ApiRequest request) {
		String scope = request.query("scope");
		String wanted = (scope != null) ? scope : "accessible";
		if (!List.of("owned", "public", "accessible").contains(wanted)) {
			throw ApiException.validation("scope", "must be one of the following values: owned, public, accessible");
		}
		List<ObjectNode> rows = this.store.workflows()
			.of(Store.TEAM)
			.stream()
			.filter((workflow) -> wanted.equals("accessible")
					|| wanted.equals("owned") == Json.isTrue(workflow, "is_owner"))
			.toList();
		return Paging.respond(request, rows, "name", "description", "category", "tags");
	}

	private ApiResponse create(ApiRequest request) {
		ObjectNode body = request.json();
		check(Checks.of(body).required("name", "system_prompt"));
		return JsonResponse.created(this.workflows.create(body).deepCopy());
	}

	private ApiResponse cloneWorkflow(ApiRequest request) {
		ObjectNode body = request.json();
		Checks.of(body).required("source_workflow_id").text("source_workflow_id").done();
		ObjectNode source = this.lookup.workflow(Json.string(body, "source_workflow_id"));
		return JsonResponse.created(this.workflows.copy(source, Json.string(source, "name") + " (copy)").deepCopy());
	}

	private ApiResponse get(ApiRequest request) {
		return JsonResponse.ok(this.lookup.workflow(request.path("workflowId")).deepCopy());
	}

	private ApiResponse update(ApiRequest request) {
		ObjectNode workflow = owned(request);
		ObjectNode body = request.json();
		check(Checks.of(body).notBlank("name", "system_prompt"));
		FIELDS.stream().filter(body::has).forEach((name) -> workflow.set(name, body.get(name)));
		this.store.touch(workflow);
		return JsonResponse.ok(workflow.deepCopy());
	}

	private ApiResponse delete(ApiRequest request) {
		String id = Json.string(owned(request), "id");
		boolean used = this.store.agents()
			.of(Store.TEAM)
			.stream()
			.anyMatch((agent) -> id.equals(Json.text(agent, "workflow_id")));
		if (used) {
			throw ApiException.of(409, "conflict", "An agent runs this workflow");
		}
		this.store.workflows().remove(Store.TEAM, id);
		return JsonResponse.deleted();
	}

	private ObjectNode owned(ApiRequest request) {
		ObjectNode workflow = this.lookup.workflow(request.path("workflowId"));
		if (!Json.isTrue(workflow, "is_owner")) {
			throw ApiException.of(403, "forbidden", "A public workflow cannot be changed; clone it first");
		}
		return workflow;
	}

	private static void check(Checks checks) {
		checks.notNull(FIELDS.toArray(String[]::new))
			.text("name", 255)
			.text("system_prompt", "video_url")
			.text("description", 2000)
			.text("category", 100)
			.each("rules",
					(rule) -> rule.required("id", "name", "trigger", "response", "enabled")
						.text("id", "name", "trigger", "condition", "response", "action")
						.flag("enabled"))
			.each("flows",
					(flow) -> flow.required("name")
						.text("name", "description", "category")
						.flag("is_active")
						.each("trigger_keywords",
								(keyword) -> keyword.required("keyword").oneOf("weight", "high", "medium", "low"))
						.each("conversation_steps", (step) -> step.required("type")))
			.texts("tags", "integrations", "channels", "actions")
			.object("guide")
			.each("faq", (entry) -> entry.required("question", "answer").text("question", "answer"))
			.list("setup_steps")
			.integer("setup_time", 1, Integer.MAX_VALUE)
			.uri("video_url")
			.object("prompt_config")
			.done();
	}

}
