package ai.bimpe.samples.inbox.agent;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentDetail;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Shows what the agent is and knows, and how its stream is doing.
 */
@Controller
class AgentController {

	private final BimpeAI bimpeai;

	private final CurrentAgent current;

	AgentController(BimpeAI bimpeai, CurrentAgent current) {
		this.bimpeai = bimpeai;
		this.current = current;
	}

	@GetMapping("/agent")
	String agent(Model model) {
		AgentDetail agent = this.bimpeai.agents().retrieve(this.current.id());
		model.addAttribute("agentName", agent.name());
		model.addAttribute("agent", agent);
		model.addAttribute("knowledge", this.bimpeai.agents().knowledgeBases().list(agent.id()));
		model.addAttribute("channels", this.bimpeai.agents().channels().list(agent.id()));
		if (agent.workflowId() != null) {
			model.addAttribute("workflow", this.bimpeai.workflows().retrieve(agent.workflowId()));
		}
		return "agent";
	}

}
