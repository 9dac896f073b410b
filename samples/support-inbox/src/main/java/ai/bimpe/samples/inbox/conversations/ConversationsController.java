package ai.bimpe.samples.inbox.conversations;

import java.util.UUID;

import ai.bimpe.samples.inbox.CurrentAgent;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.util.UriComponentsBuilder;

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
	String list(@RequestParam(defaultValue = "ALL") Filter filter, @RequestParam(defaultValue = "") String search,
			Model model) {
		return page(filter, search, model);
	}

	@GetMapping("/conversations/{id}")
	String conversation(@PathVariable String id, @RequestParam(defaultValue = "1") int history,
			@RequestParam(defaultValue = "ALL") Filter filter, @RequestParam(defaultValue = "") String search,
			Model model) {
		model.addAttribute("talk", this.inbox.open(id, history));
		if (!model.containsAttribute("key")) {
			model.addAttribute("key", UUID.randomUUID().toString());
		}
		return page(filter, search, model);
	}

	/** A row for a conversation that a page does not show yet. */
	@GetMapping("/conversations/{id}/row")
	String row(@PathVariable String id, Model model) {
		model.addAttribute("row", this.inbox.row(id));
		model.addAttribute("view", "");
		return "parts :: row";
	}

	@PostMapping("/conversations/{id}/read")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void read(@PathVariable String id) {
		this.inbox.read(id);
	}

	private String page(Filter filter, String search, Model model) {
		model.addAttribute("agentName", this.agent.name());
		model.addAttribute("rows", this.inbox.newest(filter, search));
		model.addAttribute("filters", Filter.values());
		model.addAttribute("filter", filter);
		model.addAttribute("search", search);
		model.addAttribute("view", view(filter, search));
		return "conversations";
	}

	/** What links add to an address to stay in the same list. */
	private static String view(Filter filter, String search) {
		UriComponentsBuilder view = UriComponentsBuilder.newInstance();
		if (filter != Filter.ALL) {
			view.queryParam("filter", filter);
		}
		if (StringUtils.hasText(search)) {
			view.queryParam("search", "{search}");
		}
		return view.encode().buildAndExpand(search).toUriString();
	}

}
