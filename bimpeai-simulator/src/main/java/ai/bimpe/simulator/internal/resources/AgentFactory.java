package ai.bimpe.simulator.internal.resources;

import java.util.Locale;

import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes agents with what each has from its first day: two test channels and a toolkit of
 * actions.
 *
 * @since 0.1.0
 */
public final class AgentFactory {

	private static final String CODE_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

	private final Store store;

	/**
	 * Create a factory.
	 * @param store the state
	 */
	public AgentFactory(Store store) {
		this.store = store;
	}

	/**
	 * Make an agent.
	 * @param fields the fields that are known; the others get their defaults
	 * @param workflowId the workflow it runs, or {@code null} for none
	 * @return the agent, which is stored
	 */
	public ObjectNode create(ObjectNode fields, @Nullable String workflowId) {
		return create(this.store.newId(), fields, workflowId);
	}

	/**
	 * Make an agent with an id of one's own choice.
	 * @param id the id
	 * @param fields the fields that are known; the others get their defaults
	 * @param workflowId the workflow it runs, or {@code null} for none
	 * @return the agent, which is stored
	 */
	public ObjectNode create(String id, ObjectNode fields, @Nullable String workflowId) {
		String now = this.store.now();
		ObjectNode agent = Json.object()
			.put("id", id)
			.put("name", Json.string(fields, "name"))
			.put("description", Json.string(fields, "description"))
			.put("language", or(Json.text(fields, "language"), "en"))
			.put("persona", or(Json.text(fields, "persona"), "friendly"))
			.put("workflow_id", workflowId)
			.put("timezone", or(Json.text(fields, "timezone"), "UTC"))
			.put("logo", Json.text(fields, "logo"))
			.put("business_name", Json.text(fields, "business_name"))
			.put("business_address", Json.text(fields, "business_address"))
			.put("business_email", Json.text(fields, "business_email"))
			.put("business_description", Json.text(fields, "business_description"))
			.putNull("test_channel_code")
			.put("status", "development")
			.putNull("status_reason")
			.put("escalation_email", Json.text(fields, "escalation_email"))
			.put("created_at", now)
			.put("updated_at", now);
		this.store.agents().add(Store.TEAM, agent);
		addChannel(id, "webchat", "Web chat");
		addChannel(id, "whatsapp", "WhatsApp (test)");
		addToolkit(id);
		return agent;
	}

	/**
	 * Return the test code of an agent, which is made on the first call.
	 * @param agent the agent
	 * @return the code
	 */
	String testCode(ObjectNode agent) {
		String code = Json.text(agent, "test_channel_code");
		if (code == null) {
			StringBuilder text = new StringBuilder();
			int bits = Json.string(agent, "id").hashCode();
			for (int i = 0; i < 8; i++) {
				bits = bits * 31 + 7;
				text.append(CODE_CHARACTERS.charAt(Math.floorMod(bits >> 8, CODE_CHARACTERS.length())));
			}
			code = text.toString().toUpperCase(Locale.ROOT);
			agent.put("test_channel_code", code);
		}
		return code;
	}

	private void addChannel(String agentId, String type, String name) {
		this.store.channels()
			.add(agentId,
					Json.object()
						.put("id", this.store.newId())
						.put("type", type)
						.put("name", name)
						.put("status", "active")
						.put("is_connected", true));
	}

	private void addToolkit(String agentId) {
		String integrationId = this.store.newId();
		this.store.integrations()
			.add(agentId,
					Json.object()
						.put("id", integrationId)
						.put("family", "toolkit")
						.put("type", "agent_toolkit")
						.put("name", "Agent toolkit")
						.put("status", "enabled")
						.put("is_connected", true));
		addTool(integrationId, "hand_over", "Hand over to a person", true);
		addTool(integrationId, "send_follow_up", "Send a follow-up", false);
	}

	private void addTool(String integrationId, String actionName, String name, boolean enabled) {
		this.store.tools()
			.add(integrationId,
					Json.object()
						.put("id", this.store.newId())
						.put("action_name", actionName)
						.put("name", name)
						.putNull("description")
						.put("category", "conversation")
						.put("is_enabled", enabled)
						.put("require_human_approval", false));
	}

	private static String or(@Nullable String text, String otherwise) {
		return (text != null) ? text : otherwise;
	}

}
