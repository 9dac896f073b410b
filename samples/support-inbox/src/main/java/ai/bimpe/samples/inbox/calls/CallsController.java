package ai.bimpe.samples.inbox.calls;

import java.util.Comparator;
import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.calls.CallDetail;
import ai.bimpe.client.calls.CallQuery;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.calls.MakeCallResult;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.inbox.agent.CurrentAgent;
import ai.bimpe.samples.inbox.web.Problem;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Lets the agent ring a telephone for a test, and shows what becomes of it.
 */
@Controller
class CallsController {

	private static final int NEWEST = 20;

	private final Calls calls;

	private final CurrentAgent agent;

	CallsController(BimpeAI bimpeai, CurrentAgent agent) {
		this.calls = bimpeai.calls();
		this.agent = agent;
	}

	@GetMapping("/calls")
	String list(Model model) {
		model.addAttribute("agentName", this.agent.name());
		model.addAttribute("calls",
				this.calls.list(this.agent.id(), CallQuery.create().limit(NEWEST).sort("-created_on"))
					.data()
					.stream()
					.map(CallRow::of)
					.sorted(Comparator.comparing((CallRow call) -> call.moment().at()).reversed())
					.toList());
		if (!model.containsAttribute("key")) {
			model.addAttribute("key", UUID.randomUUID().toString());
		}
		return "calls";
	}

	// With the key of the page, a second click or a lost answer never rings twice.
	@PostMapping("/calls")
	String ring(@RequestParam String destination, @RequestParam String key, RedirectAttributes next) {
		try {
			MakeCallResult made = this.calls.make(this.agent.id(),
					MakeCallRequest.test(destination.replaceAll("[\\s()./-]", "")), RequestOption.idempotencyKey(key));
			if (made.callId() != null) {
				next.addAttribute("id", made.callId());
				return "redirect:/calls/{id}";
			}
			next.addFlashAttribute("notice",
					"The call is " + made.status() + ((made.detail() != null) ? ": " + made.detail() : "."));
		}
		catch (BimpeAIException ex) {
			next.addFlashAttribute("problem", Problem.of(ex));
			next.addFlashAttribute("draft", destination);
			next.addFlashAttribute("key", key);
		}
		return "redirect:/calls";
	}

	@GetMapping("/calls/{id}")
	String call(@PathVariable String id, Model model) {
		CallDetail call = this.calls.retrieve(this.agent.id(), id);
		String agentName = this.agent.name();
		model.addAttribute("agentName", agentName);
		model.addAttribute("call", CallRow.of(call));
		model.addAttribute("way", CallState.way());
		model.addAttribute("lines",
				call.conversationLogs().stream().map((message) -> TranscriptLine.of(message, agentName)).toList());
		return "call";
	}

}
