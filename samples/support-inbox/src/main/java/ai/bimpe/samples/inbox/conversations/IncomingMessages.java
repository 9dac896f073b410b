package ai.bimpe.samples.inbox.conversations;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.samples.inbox.live.Fragments;
import ai.bimpe.samples.inbox.live.LiveUpdates;
import ai.bimpe.samples.inbox.live.MessageStatistics;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears every message of the agent's conversations and shows it in all browsers. Delivery
 * is at least once, so what is known already is left alone.
 */
@Component
class IncomingMessages {

	private final RecentIds known = new RecentIds();

	private final Unread unread;

	private final MessageStatistics statistics;

	private final Authors authors;

	private final Fragments fragments;

	private final LiveUpdates updates;

	IncomingMessages(Unread unread, MessageStatistics statistics, Authors authors, Fragments fragments,
			LiveUpdates updates) {
		this.unread = unread;
		this.statistics = statistics;
		this.authors = authors;
		this.fragments = fragments;
		this.updates = updates;
	}

	@EventListener(condition = "#a0.stream == 'inbox'")
	void on(MessageReceivedEvent event) {
		StreamMessage message = event.message();
		MessageView view = MessageView.of(event.conversationId(), message, this.authors);
		// Made before it counts as known: what fails is delivered again.
		String html = this.fragments.render("parts", "bubble", "bubble", view);
		if (this.known.add(view.id())) {
			this.statistics.add(message.createdAt());
			this.updates.publish("message", html);
			if (MessageView.isCustomer(message.role())) {
				this.unread.wrote(event.conversationId());
			}
		}
	}

}
