package ai.bimpe.spring.stream.internal.source;

import java.util.HashMap;
import java.util.Map;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.internal.TimeSource;

/**
 * The pollers of this process. Streams and shards that follow the same agent through the
 * same client share one, and its budget of requests. Thread-safe.
 */
final class ConversationPollers {

	private final Map<Key, ConversationPoller> pollers = new HashMap<>();

	private final TimeSource time;

	/**
	 * Create.
	 * @param time runs and measures all waits
	 */
	ConversationPollers(TimeSource time) {
		this.time = time;
	}

	/**
	 * Add a follower of an agent.
	 * @param client reads the lists
	 * @param agentId the id of the agent
	 * @param waits the waits after a failure
	 * @param follower who reads along
	 * @return what reads the lists
	 */
	synchronized ConversationPoller join(ReactiveBimpeAI client, String agentId, RequestWaits waits,
			Follower follower) {
		ConversationPoller poller = this.pollers.computeIfAbsent(new Key(client, agentId),
				(key) -> new ConversationPoller(client.conversations(), agentId, waits, this.time));
		poller.join(follower);
		return poller;
	}

	/**
	 * Remove a follower, and the poller when it was the last one.
	 * @param poller what reads the lists
	 * @param follower who reads along no more
	 */
	synchronized void leave(ConversationPoller poller, Follower follower) {
		if (poller.leave(follower)) {
			this.pollers.values().remove(poller);
		}
	}

	private record Key(ReactiveBimpeAI client, String agentId) {

	}

}
