package ai.bimpe.samples.inbox.live;

import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the stream open, and every browser informed of how it is doing.
 */
@Component
class StreamStatusPublisher {

	private final InboxStream stream;

	private final Outages outages;

	private final StreamHealth health;

	private final LiveUpdates updates;

	private final Fragments fragments;

	StreamStatusPublisher(InboxStream stream, Outages outages, StreamHealth health, LiveUpdates updates,
			Fragments fragments) {
		this.stream = stream;
		this.outages = outages;
		this.health = health;
		this.updates = updates;
		this.fragments = fragments;
	}

	@EventListener(ApplicationReadyEvent.class)
	void open() {
		this.stream.open();
	}

	@Scheduled(initialDelayString = "${inbox.status-interval}", fixedDelayString = "${inbox.status-interval}")
	void keepInformed() {
		this.stream.open();
		tell();
	}

	@EventListener(condition = "#a0.stream == 'inbox'")
	void on(StreamConnectedEvent event) {
		this.outages.on(event);
		tell();
	}

	@EventListener(condition = "#a0.stream == 'inbox'")
	void on(StreamDisconnectedEvent event) {
		this.outages.on(event);
		tell();
	}

	@EventListener(condition = "#a0.stream == 'inbox'")
	void on(StreamFailedEvent event) {
		tell();
	}

	private void tell() {
		if (this.updates.hasBrowsers()) {
			this.updates.publishState("status",
					this.fragments.render("stream", "status", "stream", this.health.view()));
		}
	}

}
