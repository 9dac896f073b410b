package ai.bimpe.samples.inbox.conversations;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/**
 * Counts what customers wrote since somebody of the team looked. The API keeps no such
 * mark, so this begins anew with each start.
 */
@Component
class Unread {

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	void wrote(String conversationId) {
		this.counts.merge(conversationId, 1, Integer::sum);
	}

	void read(String conversationId) {
		this.counts.remove(conversationId);
	}

	int of(String conversationId) {
		return this.counts.getOrDefault(conversationId, 0);
	}

}
