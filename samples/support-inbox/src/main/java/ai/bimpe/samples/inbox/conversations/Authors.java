package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.samples.inbox.agent.CurrentAgent;

import org.springframework.stereotype.Component;

/**
 * Tells people from the AI: to the customer both speak with the voice of the agent, and
 * the API does not say which of them wrote a message.
 */
@Component
class Authors {

	private static final Author CUSTOMER = new Author("customer", "Customer");

	private static final Author TEAM = new Author("team", "Your team");

	private final RecentIds ofTeam = new RecentIds();

	private final CurrentAgent agent;

	Authors(CurrentAgent agent) {
		this.agent = agent;
	}

	void teamWrote(String messageId) {
		this.ofTeam.add(messageId);
	}

	Author of(MessageRole role, String messageId) {
		if (MessageView.isCustomer(role)) {
			return CUSTOMER;
		}
		boolean team = MessageRole.RESTAURANT_USER.equals(role) || this.ofTeam.contains(messageId);
		return team ? TEAM : new Author("agent", this.agent.name());
	}

}
