package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.internal.http.JsonResponse;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * The channels of an agent.
 *
 * @since 0.1.0
 */
public final class ChannelResource {

	private final Store store;

	private final Lookup lookup;

	/**
	 * Create the resource.
	 * @param store the state
	 */
	public ChannelResource(Store store) {
		this.store = store;
		this.lookup = new Lookup(store);
	}

	/**
	 * Add the operations to a route table.
	 * @param router the table
	 */
	public void register(Router router) {
		router.add("GET", "/agents/{agentId}/channels", "listAgentChannels", (request) -> {
			String agentId = Json.string(this.lookup.agent(request), "id");
			return JsonResponse.ok(channels(this.store, agentId));
		});
	}

	/**
	 * Return the channels of an agent. A linked phone number makes a telephony channel.
	 * @param store the state
	 * @param agentId the agent
	 * @return copies of the channels
	 */
	static List<ObjectNode> channels(Store store, String agentId) {
		List<ObjectNode> channels = store.channels().of(agentId);
		channels.replaceAll(ObjectNode::deepCopy);
		for (ObjectNode number : store.phoneNumbers().of(Store.TEAM)) {
			if (agentId.equals(Json.text(number, "agent_id"))) {
				channels.add(Json.object()
					.put("id", Json.string(number, "id"))
					.put("type", "telephony")
					.put("name", Json.string(number, "e164"))
					.put("status", "active")
					.put("is_connected", true));
			}
		}
		return channels;
	}

}
