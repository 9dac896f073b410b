package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.ApiResponse;
import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.MessageLog;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages of a conversation.
 *
 * @since 0.1.0
 */
public final class MessageResource {

	private static final String PATH = "/agents/{agentId}/conversations/{conversationId}/messages";

	private final Store store;

	private final Lookup lookup;

	private final MessageSender sender;

	/**
	 * Create the resource.
	 * @param store the state
	 * @param sender who sends messages
	 */
	public MessageResource(Store store, MessageSender sender) {
		this.store = store;
		this.lookup = new Lookup(store);
		this.sender = sender;
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", PATH, "listMessages", this::list);
		router.add("POST", PATH, "sendMessage", this::send);
		router.add("GET", PATH + "/{messageId}", "getMessage", this::get);
	}

	private ApiResponse list(ApiRequest request) {
		String conversationId = Json.string(this.lookup.conversation(request), "id");
		return Paging.respond(request, this.store.messages(conversationId).all(), "message");
	}

	private ApiResponse send(ApiRequest request) {
		ObjectNode conversation = this.lookup.conversation(request);
		ObjectNode body = request.json();
		MessageSender.check(body).done();
		return this.sender.send(request.path("agentId"), conversation, body);
	}

	private ApiResponse get(ApiRequest request) {
		String conversationId = Json.string(this.lookup.conversation(request), "id");
		MessageLog log = this.store.messages(conversationId);
		int position = log.positionOf(request.path("messageId"));
		ObjectNode message = (position < 0) ? null : log.at(position);
		if (message == null) {
			throw ApiException.notFound("Message");
		}
		return JsonResponse.ok(message.deepCopy());
	}

}
