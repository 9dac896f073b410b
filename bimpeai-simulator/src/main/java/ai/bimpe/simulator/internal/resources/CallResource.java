package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The telephone calls of an agent. The last digits of a number script the call: 0001 is
 * busy, 0002 fails, 0003 is not answered; all others are answered and end.
 *
 * @since 0.1.0
 */
public final class CallResource {

	private static final String PATH = "/agents/{agentId}/calls";

	private static final List<String> STATES = List.of("queued", "ringing", "answered", "ended", "busy", "failed",
			"cancelled");

	private static final String[] SUMMARY = { "id", "source", "destination", "status", "direction", "created_on",
			"duration_seconds", "is_test_call", "error_reason", "end_reason", "ringing_at", "ended_at" };

	private final Store store;

	private final CallService calls;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param calls who moves calls on
	 */
	public CallResource(Store store, CallService calls) {
		this.store = store;
		this.calls = calls;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listCalls", this::list);
		router.add("POST", PATH, "makeCall", this::make);
		router.add("GET", PATH + "/{callId}", "getCall", (request) -> JsonResponse
			.ok(this.lookup.ofAgent(request, this.store.calls(), "callId", "Call").deepCopy()));
		router.add("GET", "/calls", "listTeamCallsEarlier", (request) -> {
			throw ApiException.of(501, "not_implemented", "Not available yet");
		});
	}

	private ApiResponse list(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		String status = request.query("status");
		if (status != null && !STATES.contains(status)) {
			throw ApiException.validation("status",
					"must be one of the following values: " + String.join(", ", STATES));
		}
		String test = request.query("is_test_call");
		if (test != null && !test.equals("true") && !test.equals("false")) {
			throw ApiException.validation("is_test_call", "must be a boolean value");
		}
		List<ObjectNode> rows = this.store.calls()
			.of(agentId)
			.stream()
			.filter((call) -> status == null || status.equals(Json.text(call, "status")))
			.filter((call) -> test == null || Boolean.parseBoolean(test) == Json.isTrue(call, "is_test_call"))
			.map((call) -> Json.pick(call, SUMMARY))
			.toList();
		return Paging.respond(request, rows, "destination", "source");
	}

	private ApiResponse make(ApiRequest request) {
		String agentId = Json.string(this.lookup.agent(request), "id");
		ObjectNode body = request.json();
		Checks.of(body)
			.required("destination", "is_test_call")
			.matches("destination", "\\+[1-9]\\d{6,14}", "must be a number in E.164 form")
			.flag("is_test_call")
			.done();
		boolean test = Json.isTrue(body, "is_test_call");
		String source = test ? "+12025550143" : linkedNumber(agentId);
		if (source == null) {
			throw ApiException.of(400, "channel_not_configured", "No telephony channel is set up for this agent");
		}
		String destination = Json.string(body, "destination");
		ObjectNode call = add(agentId, source, destination, test);
		if (destination.endsWith("0001")) {
			return refuse(call, "busy", "The line is busy");
		}
		if (destination.endsWith("0002")) {
			return refuse(call, "failed", "The carrier refused the call");
		}
		this.calls.moveOnLater(agentId, Json.string(call, "id"));
		return JsonResponse.created(Json.object()
			.put("status", "initiated")
			.put("call_id", Json.string(call, "id"))
			.put("detail", "dialing"));
	}

	private ObjectNode add(String agentId, String source, String destination, boolean test) {
		String now = this.store.now();
		ObjectNode call = Json.object()
			.put("id", this.store.newId())
			.put("source", source)
			.put("destination", destination)
			.put("status", "queued")
			.put("direction", "outbound")
			.put("created_on", now)
			.putNull("duration_seconds")
			.put("is_test_call", test)
			.putNull("error_reason")
			.putNull("end_reason")
			.putNull("ringing_at")
			.putNull("ended_at")
			.put("started_at", now)
			.putNull("answered_at");
		call.putArray("conversation_logs");
		return this.store.calls().add(agentId, call);
	}

	private ApiResponse refuse(ObjectNode call, String status, String reason) {
		call.put("status", status).put("error_reason", reason).put("ended_at", this.store.now());
		return JsonResponse
			.created(Json.object().put("status", status).put("call_id", Json.string(call, "id")).put("detail", reason));
	}

	private @Nullable String linkedNumber(String agentId) {
		for (ObjectNode number : this.store.phoneNumbers().of(Store.TEAM)) {
			if (agentId.equals(Json.text(number, "agent_id"))) {
				return Json.text(number, "e164");
			}
		}
		return null;
	}

}
