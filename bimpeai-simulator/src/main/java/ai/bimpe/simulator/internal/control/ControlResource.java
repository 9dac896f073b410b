package ai.bimpe.simulator.internal.control;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.RequestLog;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.stream.StreamRegistry;
import tools.jackson.databind.node.ObjectNode;

/**
 * Drives the simulator over HTTP. Needs no API key, and is neither recorded nor counted.
 *
 * @since 0.1.0
 */
public final class ControlResource {

	private final FaultRegistry faults;

	private final RequestLog requests;

	private final StreamRegistry streams;

	private final SettingsJson settings;

	private final ControlService control;

	private final Runnable reset;

	/**
	 * Create the resource.
	 * @param faults the scripted faults
	 * @param requests the recorded requests
	 * @param streams the open streams
	 * @param settings the settings
	 * @param control who sets up agents and writes messages
	 * @param reset what to do for a reset
	 */
	public ControlResource(FaultRegistry faults, RequestLog requests, StreamRegistry streams,
			SimulatorSettings settings, ControlService control, Runnable reset) {
		this.faults = faults;
		this.requests = requests;
		this.streams = streams;
		this.settings = new SettingsJson(settings);
		this.control = control;
		this.reset = reset;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 * @param console the operations of the API, whose names faults may use
	 */
	public void register(Router router, Router console) {
		router.addOpen("GET", "/health", "health", (request) -> plain(Json.object().put("status", "UP")));
		router.addOpen("GET", "/faults", "listFaults", (request) -> listFaults());
		router.addOpen("POST", "/faults", "addFault", (request) -> addFault(request, console));
		router.addOpen("DELETE", "/faults", "clearFaults", (request) -> {
			this.faults.clear();
			return JsonResponse.empty(204);
		});
		router.addOpen("GET", "/requests", "listRequests", this::listRequests);
		router.addOpen("DELETE", "/requests", "clearRequests", (request) -> {
			this.requests.clear();
			return JsonResponse.empty(204);
		});
		router.addOpen("GET", "/streams", "listStreams", (request) -> listStreams());
		router.addOpen("DELETE", "/streams", "dropStreams",
				(request) -> plain(Json.object().put("dropped", this.streams.drop((stream) -> true))));
		router.addOpen("POST", "/reset", "reset", (request) -> {
			this.reset.run();
			return JsonResponse.empty(204);
		});
		router.addOpen("GET", "/settings", "readSettings", (request) -> plain(this.settings.read()));
		router.addOpen("PATCH", "/settings", "changeSettings", (request) -> {
			checked(() -> this.settings.change(request.json()));
			return plain(this.settings.read());
		});
		router.addOpen("POST", "/agents", "newAgent", this::newAgent);
		router.addOpen("POST", "/agents/{agentId}/conversations", "newConversation", this::newConversation);
		router.addOpen("POST", "/agents/{agentId}/conversations/{conversationId}/messages", "newMessage",
				this::newMessage);
		router.addOpen("POST", "/agents/{agentId}/integrations/{type}/connect", "connect", (request) -> {
			this.control.completeOnboarding(request.path("agentId"), request.path("type"));
			return JsonResponse.empty(204);
		});
		router.addOpen("POST", "/phone-number-requests/{requestId}/fulfil", "fulfil", (request) -> new JsonResponse(201,
				this.control.fulfilPhoneNumberRequest(request.path("requestId")), Map.of()));
	}

	private ApiResponse listFaults() {
		ObjectNode body = Json.object();
		body.set("faults", Json.array(this.faults.all().stream().map(FaultSpec::toJson).toList()));
		return plain(body);
	}

	private ApiResponse addFault(ApiRequest request, Router console) {
		ObjectNode body = request.json();
		String operation = Json.text(body, "operation");
		if (operation != null
				&& console.routes().stream().noneMatch((route) -> route.operationId().equals(operation))) {
			throw ApiException.badRequest("The contract has no operation '" + operation + "'");
		}
		FaultSpec fault = checked(() -> FaultSpec.of(body));
		this.faults.add(fault);
		return new JsonResponse(201, fault.toJson(), Map.of());
	}

	private ApiResponse listRequests(ApiRequest request) {
		String operation = request.query("operation");
		List<RecordedRequest> found = (operation != null) ? this.requests.of(operation) : this.requests.all();
		ObjectNode body = Json.object();
		body.set("requests", Json.array(found.stream().map(ControlResource::describe).toList()));
		return plain(body);
	}

	private ApiResponse listStreams() {
		ObjectNode body = Json.object().put("opened", this.streams.opened());
		body.set("streams", Json.array(this.streams.all().stream().map(ControlResource::describe).toList()));
		return plain(body);
	}

	private ApiResponse newAgent(ApiRequest request) {
		String name = Json.text(request.json(), "name");
		return new JsonResponse(201,
				Json.object().put("id", this.control.newAgent((name != null) ? name : "Agent", true)), Map.of());
	}

	private ApiResponse newConversation(ApiRequest request) {
		String id = this.control.newConversation(request.path("agentId"), "Tomi");
		return new JsonResponse(201, Json.object().put("id", id), Map.of());
	}

	private ApiResponse newMessage(ApiRequest request) {
		ObjectNode body = request.json();
		String text = Json.text(body, "text");
		if (text == null) {
			throw ApiException.badRequest("A message needs a 'text'");
		}
		String agentId = request.path("agentId");
		String conversationId = request.path("conversationId");
		ObjectNode message = "assistant".equals(Json.text(body, "role"))
				? this.control.agentWrites(agentId, conversationId, text)
				: this.control.customerWrites(agentId, conversationId, text);
		return new JsonResponse(201, message, Map.of());
	}

	private static ObjectNode describe(RecordedRequest request) {
		ObjectNode json = Json.object()
			.put("sequence", request.sequence())
			.put("received_at", Json.time(request.receivedAt()))
			.put("operation", request.operationId())
			.put("method", request.method())
			.put("path", request.path());
		ObjectNode query = json.putObject("query");
		request.query().forEach((name, values) -> query.put(name, values.get(0)));
		ObjectNode headers = json.putObject("headers");
		request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
		return json.put("body", request.body());
	}

	private static ObjectNode describe(OpenStream stream) {
		return Json.object()
			.put("agent_id", stream.agentId())
			.put("conversation_id", stream.conversationId())
			.put("opened_at", Json.time(stream.openedAt()))
			.put("events_sent", stream.eventsSent());
	}

	private static JsonResponse plain(ObjectNode body) {
		return JsonResponse.plain(200, body);
	}

	private static <T> T checked(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (IllegalArgumentException ex) {
			throw ApiException.badRequest(String.valueOf(ex.getMessage()));
		}
	}

}
