package ai.bimpe.samples.examples;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;

import org.springframework.stereotype.Component;

/**
 * Counts the conversations of an agent over all pages, and those that need a person.
 */
@Component
class CountConversations {

	private final BimpeAI bimpeai;

	CountConversations(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	Counter count(String agentId) {
		int all = 0;
		int waiting = 0;
		for (Conversation conversation : this.bimpeai.conversations()
			.list(agentId, ConversationQuery.create().limit(20))) {
			all++;
			if (conversation.needsAttention()) {
				waiting++;
			}
		}
		return new Counter(all, waiting);
	}

	record Counter(int all, int waiting) {
	}

}
