package ai.bimpe.samples.inbox.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;

/**
 * Sends what happens to every open browser, and keeps the last of it for those that come
 * back. Publishing never waits: each browser has a bounded queue, and one that does not
 * keep up loses its connection, comes back, and is sent what it missed.
 */
@Component
public class LiveUpdates {

	static final int KEPT = 256;

	private final String run = UUID.randomUUID().toString().substring(0, 8);

	private final Deque<Update> kept = new ArrayDeque<>();

	private final List<BrowserConnection> browsers = new ArrayList<>();

	private long number;

	private boolean closed;

	/**
	 * Tell every browser of something that none may miss.
	 * @param event the name of the event
	 * @param html the fragment of the page that it brings
	 */
	public synchronized void publish(String event, String html) {
		this.number++;
		Update update = new Update(position(), event, html);
		this.kept.addLast(update);
		if (this.kept.size() > KEPT) {
			this.kept.removeFirst();
		}
		send(update);
	}

	/**
	 * Tell every browser how things are now: nobody needs to know later.
	 * @param event the name of the event
	 * @param html the fragment of the page that it brings
	 */
	public synchronized void publishState(String event, String html) {
		send(new Update(null, event, html));
	}

	/**
	 * Return the id of the last update: a page that is made after this call shows all up
	 * to it.
	 * @return the id
	 */
	public synchronized String position() {
		return this.run + "-" + this.number;
	}

	synchronized boolean hasBrowsers() {
		return !this.browsers.isEmpty();
	}

	/**
	 * Follow the updates.
	 * @param session the login session, with which the updates end
	 * @param after the id of the last update that is known
	 * @return what was missed, then what happens
	 */
	Flux<Update> follow(String session, @Nullable String after) {
		return Flux.defer(() -> open(session, after));
	}

	private synchronized Flux<Update> open(String session, @Nullable String after) {
		if (this.closed) {
			return Flux.empty();
		}
		BrowserConnection browser = new BrowserConnection(session);
		missed(after).forEach(browser::send);
		this.browsers.add(browser);
		return browser.updates().doFinally((signal) -> forget(browser));
	}

	private List<Update> missed(@Nullable String after) {
		if (position().equals(after)) {
			return List.of();
		}
		List<Update> all = List.copyOf(this.kept);
		for (int i = 0; i < all.size(); i++) {
			if (all.get(i).follows(after)) {
				return all.subList(i, all.size());
			}
		}
		return List.of(new Update(position(), "resync", ""));
	}

	private void send(Update update) {
		endIf((browser) -> !browser.send(update));
	}

	// Of a copy: a browser whose updates end is forgotten at once.
	private void endIf(Predicate<BrowserConnection> condition) {
		List.copyOf(this.browsers).stream().filter(condition).forEach(BrowserConnection::end);
	}

	private synchronized void forget(BrowserConnection browser) {
		this.browsers.remove(browser);
	}

	@EventListener
	synchronized void on(HttpSessionDestroyedEvent event) {
		endIf((browser) -> browser.isOf(event.getId()));
	}

	// Before the web server waits for the requests in flight, which these are.
	@EventListener
	synchronized void on(ContextClosedEvent event) {
		this.closed = true;
		endIf((browser) -> true);
	}

}
