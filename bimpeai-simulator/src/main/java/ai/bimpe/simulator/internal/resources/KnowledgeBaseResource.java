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
 * The knowledge bases of an agent.
 *
 * @since 0.1.0
 */
public final class KnowledgeBaseResource {

	private static final String PATH = "/agents/{agentId}/knowledge_bases";

	private final Store store;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 */
	public KnowledgeBaseResource(Store store) {
		this.store = store;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listKnowledgeBases", this::list);
		router.add("POST", PATH, "createKnowledgeBase", this::create);
		router.add("PATCH", PATH + "/{kbId}", "updateKnowledgeBase", this::update);
		router.add("DELETE", PATH + "/{kbId}", "deleteKnowledgeBase", this::delete);
	}

	private ApiResponse list(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		return JsonResponse.ok(this.store.knowledgeBases().of(agentId).stream().map(ObjectNode::deepCopy).toList());
	}

	private ApiResponse create(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		ObjectNode body = request.json();
		boolean page = "url".equals(Json.text(body, "type"));
		check(Checks.of(body)
			.required("type", "name", page ? "url" : "content")
			.oneOf("type", "text", "url")
			.notNull("content", "url"));
		ObjectNode source = Json.object()
			.put("id", this.store.newId())
			.put("type", Json.string(body, "type"))
			.put("name", Json.string(body, "name"))
			.put("description", Json.text(body, "description"))
			.put("url", page ? Json.text(body, "url") : null)
			.put("content", page ? "Text of the page " + Json.text(body, "url") : Json.text(body, "content"));
		return JsonResponse.created(this.store.knowledgeBases().add(agentId, source).deepCopy());
	}

	private ApiResponse update(ApiRequest request) {
		ObjectNode source = find(request);
		ObjectNode body = request.json();
		check(Checks.of(body).notBlank("name"));
		boolean page = "url".equals(Json.text(source, "type"));
		if (body.hasNonNull(page ? "content" : "url")) {
			throw ApiException.badRequest("The type of a knowledge base cannot change");
		}
		List.of("name", "description", page ? "url" : "content")
			.stream()
			.filter(body::has)
			.forEach((name) -> source.set(name, body.get(name)));
		return JsonResponse.ok(source.deepCopy());
	}

	private ApiResponse delete(ApiRequest request) {
		this.store.knowledgeBases().remove(request.path("agentId"), Json.string(find(request), "id"));
		return JsonResponse.deleted();
	}

	private ObjectNode find(ApiRequest request) {
		return this.lookup.ofAgent(request, this.store.knowledgeBases(), "kbId", "Knowledge base");
	}

	private static void check(Checks checks) {
		checks.notNull("name").text("name", 255).text("description", 1000).text("content", 2500).uri("url").done();
	}

}
