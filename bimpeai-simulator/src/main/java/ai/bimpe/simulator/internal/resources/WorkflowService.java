package ai.bimpe.simulator.internal.resources;

import java.util.List;

import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates and copies workflows, the public ones that every team can use among them.
 *
 * @since 0.1.0
 */
public final class WorkflowService {

	private static final List<String> TEXTS = List.of("description", "category", "system_prompt", "video_url");

	private final Store store;

	/**
	 * Create a service.
	 * @param store the state
	 */
	public WorkflowService(Store store) {
		this.store = store;
	}

	/**
	 * Add the public workflows.
	 */
	public void addPublicWorkflows() {
		addPublicWorkflow("Restaurant bookings", "Takes table bookings and answers questions about the menu",
				"hospitality", "You take table bookings for a restaurant. Ask for day, time and number of guests.",
				"Book a table", "table", "For how many guests, and when?");
		addPublicWorkflow("Parcel helpdesk", "Answers delivery questions for a web shop", "retail",
				"You help customers find out where their parcel is.", "Track an order", "delivery",
				"May I have your order number?");
		addPublicWorkflow("Appointment reminders", "Reminds clients of their appointments and moves them", "services",
				"You remind clients of appointments and offer other times when they cannot come.",
				"Move an appointment", "appointment", "Which day suits you better?");
		addPublicWorkflow("Lead qualification", "Asks new prospects what they need and passes good ones on", "sales",
				"You find out what a prospect needs, by when, and with which budget.", "Qualify a lead", "price",
				"What would you like to achieve?");
		addPublicWorkflow("Clinic reception", "Answers patients and books visits", "health",
				"You answer patients of a clinic. Never give medical advice.", "Book a visit", "visit",
				"Which doctor would you like to see?");
	}

	/**
	 * Make a workflow of the team.
	 * @param fields the fields that are known; the others are empty
	 * @return the workflow, which is stored
	 */
	public ObjectNode create(ObjectNode fields) {
		String now = this.store.now();
		ObjectNode workflow = Json.object().put("id", this.store.newId()).put("name", Json.string(fields, "name"));
		TEXTS.forEach((name) -> workflow.put(name, Json.text(fields, name)));
		workflow.put("visibility", "private").put("is_owner", true);
		List.of("rules", "flows", "tags", "integrations", "channels", "actions", "faq", "setup_steps")
			.forEach((name) -> copyOrEmpty(fields, workflow, name));
		workflow.set("guide", fields.has("guide") ? fields.get("guide").deepCopy() : workflow.nullNode());
		JsonNode minutes = fields.get("setup_time");
		workflow.set("setup_time", (minutes != null) ? minutes : workflow.nullNode());
		if (fields.has("prompt_config")) {
			workflow.set("prompt_config", fields.get("prompt_config").deepCopy());
		}
		workflow.put("created_at", now).put("updated_at", now);
		return this.store.workflows().add(Store.TEAM, workflow);
	}

	/**
	 * Make a copy for the team.
	 * @param source the workflow to copy
	 * @param name the name of the copy, or {@code null} for the same
	 * @return the copy, which is stored
	 */
	public ObjectNode copy(ObjectNode source, @Nullable String name) {
		ObjectNode copy = source.deepCopy();
		String now = this.store.now();
		copy.put("id", this.store.newId())
			.put("name", (name != null) ? name : Json.string(source, "name"))
			.put("visibility", "private")
			.put("is_owner", true)
			.put("source_workflow_id", Json.string(source, "id"))
			.put("created_at", now)
			.put("updated_at", now);
		return this.store.workflows().add(Store.TEAM, copy);
	}

	/**
	 * Return the workflow that an agent of the team can run: the given one, or a copy
	 * when it is public.
	 * @param workflow the given workflow
	 * @return the workflow to run
	 */
	public ObjectNode usable(ObjectNode workflow) {
		return Json.isTrue(workflow, "is_owner") ? workflow : copy(workflow, null);
	}

	private void addPublicWorkflow(String name, String description, String category, String prompt, String flow,
			String keyword, String question) {
		ObjectNode fields = Json.object()
			.put("name", name)
			.put("description", description)
			.put("category", category)
			.put("system_prompt", prompt)
			.put("setup_time", 15);
		fields.set("tags", Json.texts(category));
		fields.set("channels", Json.texts("webchat", "whatsapp"));
		fields.set("setup_steps", Json.texts("Add a knowledge base", "Try it on the test channel"));
		fields.putObject("guide").putNull("youtubeUrl").set("steps", Json.texts("Add a knowledge base"));
		fields.putArray("faq")
			.addObject()
			.put("question", "Can I change it?")
			.put("answer", "Yes, your team gets a copy of its own.");
		fields.putArray("rules")
			.addObject()
			.put("id", "rule_hand_over")
			.put("name", "Hand over to a person")
			.put("trigger", "customer asks for a person")
			.putNull("condition")
			.put("response", "I am passing this to a colleague.")
			.put("action", "escalate")
			.put("enabled", true);
		ObjectNode step = fields.putArray("flows")
			.addObject()
			.put("name", flow)
			.putNull("description")
			.put("category", category)
			.put("priority", 5)
			.put("is_active", true);
		step.putArray("trigger_keywords").addObject().put("keyword", keyword).put("weight", "high");
		step.putArray("conversation_steps").addObject().put("type", "text_response").put("content", question);
		create(fields).put("visibility", "public").put("is_owner", false);
	}

	private static void copyOrEmpty(ObjectNode source, ObjectNode target, String name) {
		JsonNode value = source.get(name);
		if (value != null && value.isArray()) {
			target.set(name, value.deepCopy());
		}
		else {
			target.putArray(name);
		}
	}

}
