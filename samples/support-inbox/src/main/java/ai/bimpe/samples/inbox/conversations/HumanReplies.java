package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.inbox.agent.CurrentAgent;

import org.springframework.stereotype.Component;

/**
 * Lets a person write in place of the AI.
 */
@Component
class HumanReplies {

	private final Conversations conversations;

	private final CurrentAgent agent;

	private final Authors authors;

	HumanReplies(BimpeAI bimpeai, CurrentAgent agent, Authors authors) {
		this.conversations = bimpeai.conversations();
		this.agent = agent;
		this.authors = authors;
	}

	/**
	 * Send a reply. The AI is paused for as long as that takes, so that the two do not
	 * talk across each other; where a person has taken over before, it stays paused.
	 * @param conversationId the conversation
	 * @param text the reply
	 * @param key what makes sending it again harmless
	 * @return whether the AI is in the state that it was in before
	 */
	boolean send(String conversationId, String text, String key) {
		String agentId = this.agent.id();
		if (Boolean.TRUE.equals(this.conversations.retrieve(agentId, conversationId).isAiChatPaused())) {
			write(agentId, conversationId, text, key);
			return true;
		}
		try {
			pauseAi(conversationId, true);
			write(agentId, conversationId, text, key);
		}
		catch (BimpeAIException ex) {
			resumeAi(conversationId);
			throw ex;
		}
		return resumeAi(conversationId);
	}

	void pauseAi(String conversationId, boolean paused) {
		this.conversations.setAiStatus(this.agent.id(), conversationId, paused);
	}

	// What is sent is sent, and why it was not says more: neither must be hidden by this.
	private boolean resumeAi(String conversationId) {
		try {
			pauseAi(conversationId, false);
			return true;
		}
		catch (BimpeAIException ex) {
			return false;
		}
	}

	private void write(String agentId, String conversationId, String text, String key) {
		SentMessage sent = this.conversations.messages()
			.send(agentId, conversationId,
					SendMessageRequest.builder().message(text).role(MessageRole.ASSISTANT).build(),
					RequestOption.idempotencyKey(key));
		this.authors.teamWrote(sent.id());
	}

}
