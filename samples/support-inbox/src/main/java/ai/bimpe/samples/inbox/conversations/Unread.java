package ai.bimpe.samples.inbox.conversations;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.samples.inbox.live.Fragments;
import ai.bimpe.samples.inbox.live.LiveUpdates;

import org.springframework.stereotype.Component;

/**
 * Counts what customers wrote since somebody of the team looked, and shows that in all
 * browsers. The API keeps no such mark, so this begins anew with each start.
 */
@Component
class Unread {

	static final int CAPACITY = 10_000;

	private final Map<String, Integer> counts = new LinkedHashMap<>();

	private final Fragments fragments;

	private final LiveUpdates updates;

	Unread(Fragments fragments, LiveUpdates updates) {
		this.fragments = fragments;
		this.updates = updates;
	}

	synchronized void wrote(String conversationId) {
		int count = this.counts.merge(conversationId, 1, Integer::sum);
		if (this.counts.size() > CAPACITY) {
			this.counts.remove(this.counts.keySet().iterator().next());
		}
		show(conversationId, count);
	}

	synchronized void read(String conversationId) {
		if (this.counts.remove(conversationId) != null) {
			show(conversationId, 0);
		}
	}

	synchronized int of(String conversationId) {
		return this.counts.getOrDefault(conversationId, 0);
	}

	// One count after the other, so that the last one that browsers hear of is the one
	// that is true.
	private void show(String conversationId, int count) {
		this.updates.publish("unread",
				this.fragments.render("parts", "unread", "unread", new Mark(conversationId, count)));
	}

	/**
	 * How many messages of a conversation nobody has looked at.
	 *
	 * @param conversationId the id of the conversation
	 * @param count how many
	 */
	record Mark(String conversationId, int count) {

	}

}
