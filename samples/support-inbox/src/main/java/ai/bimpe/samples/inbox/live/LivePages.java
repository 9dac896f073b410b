package ai.bimpe.samples.inbox.live;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page needs to stay up to date.
 */
@ControllerAdvice
class LivePages {

	private final LiveUpdates updates;

	private final StreamHealth health;

	LivePages(LiveUpdates updates, StreamHealth health) {
		this.updates = updates;
		this.health = health;
	}

	// Asked for before anything is read from the API: what comes after it is sent again.
	@ModelAttribute
	void position(Model model) {
		model.addAttribute("position", this.updates.position());
		model.addAttribute("stream", this.health.view());
	}

}
