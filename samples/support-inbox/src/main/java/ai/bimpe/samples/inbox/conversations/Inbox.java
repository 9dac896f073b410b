package ai.bimpe.samples.inbox.conversations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.samples.inbox.agent.CurrentAgent;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The conversations of the agent.
 */
@Component
class Inbox {

	/**
	 * The API names no order by last message, so this many are read and put in order
	 * here.
	 */
	static final int MOST = 300;

	private static final int PAGE = 100;

	private static final int MESSAGES = 50;

	private static final int MOST_HISTORY = 20;

	private final Conversations conversations;

	private final CurrentAgent agent;

	private final Unread unread;

	private final Authors authors;

	Inbox(BimpeAI bimpeai, CurrentAgent agent, Unread unread, Authors authors) {
		this.conversations = bimpeai.conversations();
		this.agent = agent;
		this.unread = unread;
		this.authors = authors;
	}

	List<ConversationRow> newest(View view) {
		ConversationQuery query = view.filter().apply(ConversationQuery.create().limit(PAGE).sort("-created_at"));
		return this.conversations
			.list(this.agent.id(), StringUtils.hasText(view.search()) ? query.search(view.search()) : query)
			.stream()
			.limit(MOST)
			.map((conversation) -> ConversationRow.of(conversation, this.unread.of(conversation.id())))
			.sorted(ConversationRow.NEWEST_FIRST)
			.toList();
	}

	ConversationRow row(String conversationId) {
		return ConversationRow.of(this.conversations.retrieve(this.agent.id(), conversationId),
				this.unread.of(conversationId));
	}

	OpenConversation open(String conversationId, int history) {
		this.unread.read(conversationId);
		ConversationRow row = row(conversationId);
		int pages = Math.max(1, Math.min(history, MOST_HISTORY));
		Page<Message> newest = this.conversations.messages()
			.list(this.agent.id(), conversationId, ListQuery.create().limit(MESSAGES).sort("-created_at"));
		// One more tells whether there is more.
		List<Message> messages = newest.stream().limit((long) pages * MESSAGES + 1).toList();
		boolean earlier = messages.size() > pages * MESSAGES;
		List<MessageView> views = messages.stream()
			.limit((long) pages * MESSAGES)
			.map((message) -> MessageView.of(conversationId, message, this.authors))
			.collect(Collectors.toCollection(ArrayList::new));
		Collections.reverse(views);
		return new OpenConversation(row, views, pages, earlier && pages < MOST_HISTORY);
	}

	void read(String conversationId) {
		this.unread.read(conversationId);
	}

}
