package ai.bimpe.benchmarks.soak;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A conversation that is followed, by one stream after another.
 */
final class FollowedConversation {

	/** One stream in so many asks for new messages only. */
	private static final int FROM_NOW = 10;

	/** One stream in so many has a reader that is slower than replays. */
	private static final int SLOW = 25;

	private static final Duration SLOW_READ = Duration.ofMillis(20);

	private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

	/** Failures in a row, which no run of bad luck makes. */
	private static final int MAX_RETRIES = 50;

	private final ReactiveBimpeAI client;

	private final int number;

	private final Ledger ledger;

	private final AtomicLong reconnects = new AtomicLong();

	private final AtomicLong skipped = new AtomicLong();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final Disposable.Swap stream = Disposables.swap();

	private @Nullable String after;

	/** Streams that were closed may still deliver what was on its way. */
	private int streams;

	FollowedConversation(ReactiveBimpeAI client, int number) {
		this.client = client;
		this.number = number;
		boolean fromStart = number % FROM_NOW != 0;
		this.after = fromStart ? Conversation.firstId(number) : null;
		this.ledger = new Ledger(number, fromStart);
	}

	/**
	 * Close the stream and open another one behind the last message. Does nothing before
	 * the first message of a stream that asks for new messages only.
	 */
	void reopen() {
		if (after() != null) {
			this.stream.update(Disposables.disposed());
			open();
		}
	}

	void open() {
		int stream;
		synchronized (this) {
			stream = ++this.streams;
		}
		StreamOptions options = StreamOptions.create()
			.idleTimeout(IDLE_TIMEOUT)
			.maxRetries(MAX_RETRIES)
			.retryWhenBusy(true);
		String after = after();
		Flux<StreamEvent> events = this.client.conversations()
			.messages()
			.stream("agt-" + stream, "cnv-" + this.number, (after != null) ? options.after(after) : options)
			.events();
		if (this.number % SLOW == 0) {
			events = events.concatMap((event) -> Mono.delay(SLOW_READ).thenReturn(event), 1);
		}
		this.stream.update(events.subscribe((event) -> received(stream, event), this.failure::set));
	}

	private synchronized @Nullable String after() {
		return this.after;
	}

	private synchronized void received(int stream, StreamEvent event) {
		if (stream != this.streams) {
			return;
		}
		if (event instanceof StreamEvent.Message received) {
			this.ledger.received(received.message().message());
			String id = received.message().id();
			this.after = (id != null) ? id : this.after;
		}
		else if (event instanceof StreamEvent.Connected connected && connected.reconnects() > 0) {
			this.reconnects.incrementAndGet();
		}
		else if (event instanceof StreamEvent.Skipped) {
			this.skipped.incrementAndGet();
		}
	}

	void close() {
		this.stream.dispose();
	}

	Ledger ledger() {
		return this.ledger;
	}

	long reconnects() {
		return this.reconnects.get();
	}

	long skipped() {
		return this.skipped.get();
	}

	@Nullable Throwable failure() {
		return this.failure.get();
	}

}
