package ai.bimpe.samples.inbox.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Knows which connections are lost. A stream that follows an agent has many: one for its
 * list of conversations, and one for each conversation with something going on. That a
 * server ends one and the next attempt succeeds is everyday life; an outage begins with
 * the second failure in a row.
 */
@Component
class Outages {

	private static final String LIST = "";

	/** A conversation that is not followed any more is never heard of again. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Map<String, Instant> lostUntil = new HashMap<>();

	synchronized void on(StreamDisconnectedEvent event) {
		if (event.attempt() > 1) {
			this.lostUntil.put(key(event.conversationId()), Instant.now().plus(event.delay()).plus(PATIENCE));
		}
	}

	synchronized void on(StreamConnectedEvent event) {
		this.lostUntil.remove(key(event.conversationId()));
	}

	synchronized boolean ongoing() {
		Instant now = Instant.now();
		this.lostUntil.values().removeIf(now::isAfter);
		return !this.lostUntil.isEmpty();
	}

	private static String key(@Nullable String conversationId) {
		return (conversationId != null) ? conversationId : LIST;
	}

}
