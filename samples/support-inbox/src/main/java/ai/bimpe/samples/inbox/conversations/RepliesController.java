package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.inbox.web.Problem;

import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Takes the replies of the team. What could not be sent is given back with the same key,
 * so that trying again never sends it twice.
 */
@Controller
class RepliesController {

	private static final String CONVERSATION = "redirect:/conversations/{id}";

	private final HumanReplies replies;

	RepliesController(HumanReplies replies) {
		this.replies = replies;
	}

	@PostMapping("/conversations/{id}/messages")
	String reply(@PathVariable String id, @RequestParam String text, @RequestParam String key, View view,
			RedirectAttributes next) {
		if (!StringUtils.hasText(text)) {
			return CONVERSATION + view.query();
		}
		try {
			boolean asBefore = this.replies.send(id, text.strip(), key);
			next.addFlashAttribute("notice",
					asBefore ? "Your reply is sent." : "Your reply is sent, but the AI is still paused: resume it.");
		}
		catch (BimpeAIException ex) {
			next.addFlashAttribute("problem", Problem.of(ex));
			next.addFlashAttribute("draft", text);
			next.addFlashAttribute("key", key);
		}
		return CONVERSATION + view.query();
	}

	@PostMapping("/conversations/{id}/ai")
	String pauseAi(@PathVariable String id, @RequestParam boolean paused, View view, RedirectAttributes next) {
		try {
			this.replies.pauseAi(id, paused);
			next.addFlashAttribute("notice",
					paused ? "The AI is paused: the customer waits for you." : "The AI answers again.");
		}
		catch (BimpeAIException ex) {
			next.addFlashAttribute("problem", Problem.of(ex));
		}
		return CONVERSATION + view.query();
	}

}
