package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.simulator.SimulatedConversation;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of many streams: what was sent on it and what came.
 */
final class ChaosStream {

	private final SimulatedConversation conversation;

	private final String start;

	private final List<String> sent = new ArrayList<>();

	private final List<@Nullable String> received = Collections.synchronizedList(new ArrayList<>());

	private final AtomicLong reconnects = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private volatile boolean quiet;

	private Disposable listening = Disposables.disposed();

	ChaosStream(SimulatedConversation conversation) {
		this.conversation = conversation;
		this.start = conversation.receives("start").id();
	}

	void listen(ReactiveBimpeAI client) {
		StreamOptions options = StreamOptions.create()
			.after(this.start)
			.idleTimeout(Duration.ofMillis(500))
			.maxRetries(50)
			.retryWhenBusy(true);
		this.listening = client.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), options)
			.events()
			.subscribe(this::take, this.failure::set);
	}

	private void take(StreamEvent event) {
		this.quiet = event instanceof StreamEvent.Heartbeat;
		if (event instanceof StreamEvent.Message message) {
			this.received.add(message.message().id());
		}
		else if (event instanceof StreamEvent.Connected connected) {
			this.reconnects.set(connected.reconnects());
		}
	}

	void say(String text) {
		this.sent.add(this.conversation.receives(text).id());
	}

	int count() {
		return this.received.size();
	}

	long reconnects() {
		return this.reconnects.get();
	}

	/**
	 * Return whether nothing more is to come. The server sends a heartbeat only when it
	 * has nothing left to send.
	 */
	boolean isOver(int messages) {
		return this.failure.get() != null || (count() >= messages && this.quiet);
	}

	void verify() {
		assertThat(this.failure).hasNullValue();
		assertThat(new ArrayList<>(this.received)).isEqualTo(this.sent);
	}

	void stop() {
		this.listening.dispose();
	}

}
