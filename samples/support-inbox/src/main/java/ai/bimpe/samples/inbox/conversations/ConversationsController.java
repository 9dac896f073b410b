package ai.bimpe.samples.inbox.conversations;

import java.util.UUID;

import ai.bimpe.samples.inbox.agent.CurrentAgent;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Shows the list of conversations, and one of them beside it.
 */
@Controller
class ConversationsController {

	private final Inbox inbox;

	private final CurrentAgent agent;

	ConversationsController(Inbox inbox, CurrentAgent agent) {
		this.inbox = inbox;
		this.agent = agent;
	}

	@GetMapping("/")
	String list(View view, Model model) {
		return page(view, model);
	}

	@GetMapping("/conversations/{id}")
	String conversation(@PathVariable String id, @RequestParam(defaultValue = "1") int history, View view,
			Model model) {
		model.addAttribute("talk", this.inbox.open(id, history));
		if (!model.containsAttribute("key")) {
			model.addAttribute("key", UUID.randomUUID().toString());
		}
		return page(view, model);
	}

	/** A row for a conversation that a page does not show yet. */
	@GetMapping("/conversations/{id}/row")
	String row(@PathVariable String id, Model model) {
		model.addAttribute("row", this.inbox.row(id));
		model.addAttribute("view", new View(null, null));
		return "parts :: row";
	}

	@PostMapping("/conversations/{id}/read")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void read(@PathVariable String id) {
		this.inbox.read(id);
	}

	private String page(View view, Model model) {
		model.addAttribute("agentName", this.agent.name());
		model.addAttribute("rows", this.inbox.newest(view));
		model.addAttribute("filters", Filter.values());
		return "conversations";
	}

}
