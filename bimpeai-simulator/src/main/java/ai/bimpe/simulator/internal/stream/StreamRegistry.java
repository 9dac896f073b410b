package ai.bimpe.simulator.internal.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.StreamingResponse;
import ai.bimpe.simulator.internal.store.MessageLog;

/**
 * The streams that clients hold open.
 *
 * @since 0.1.0
 */
public final class StreamRegistry {

	private final SimulatorSettings settings;

	private final Clock clock;

	private final Map<String, Set<StreamSession>> sessions = new HashMap<>();

	private final Map<String, Integer> openByKey = new HashMap<>();

	private int open;

	private long opened;

	/**
	 * Create a registry without streams.
	 * @param settings where limits and intervals are
	 * @param clock the clock of heartbeats
	 */
	public StreamRegistry(SimulatorSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Open a stream.
	 * @param target what it is of
	 * @param log the messages of the conversation
	 * @param position the first message to send
	 * @param injector what becomes of the events
	 * @return the response that writes it
	 */
	synchronized StreamingResponse open(StreamSession.Target target, MessageLog log, int position,
			StreamFaultInjector injector) {
		int ofKey = this.openByKey.getOrDefault(target.apiKey(), 0);
		if (ofKey >= this.settings.maxStreamsPerKey()) {
			throw ApiException.of(429, "too_many_streams", "Too many streams are open", Map.of("Retry-After", "1"));
		}
		int start = Math.max(0, position - injector.extraReplay());
		StreamSession session = new StreamSession(target, log, start, injector, this.settings.heartbeatInterval(),
				this.clock, this::released);
		this.sessions.computeIfAbsent(target.conversationId(), (id) -> new LinkedHashSet<>()).add(session);
		this.openByKey.put(target.apiKey(), ofKey + 1);
		this.open++;
		this.opened++;
		notifyAll();
		return session;
	}

	/**
	 * Tell the streams of a conversation that it has a new message.
	 * @param conversationId the conversation
	 */
	public synchronized void wake(String conversationId) {
		this.sessions.getOrDefault(conversationId, Set.of()).forEach(StreamSession::wake);
	}

	/**
	 * Close streams in the middle of their responses.
	 * @param which the streams to close
	 * @return how many were closed
	 */
	public int drop(Predicate<OpenStream> which) {
		List<StreamSession> chosen;
		synchronized (this) {
			chosen = this.sessions.values()
				.stream()
				.flatMap(Set::stream)
				.filter((session) -> which.test(session.describe()))
				.toList();
		}
		chosen.forEach(StreamSession::drop);
		return chosen.size();
	}

	/**
	 * Return the open streams, the oldest first.
	 * @return the streams
	 */
	public synchronized List<OpenStream> all() {
		return this.sessions.values()
			.stream()
			.flatMap(Set::stream)
			.map(StreamSession::describe)
			.sorted(Comparator.comparing(OpenStream::openedAt))
			.toList();
	}

	/**
	 * Return how many streams were opened so far, the closed ones included.
	 * @return the number
	 */
	public synchronized long opened() {
		return this.opened;
	}

	/**
	 * Wait until a number of streams is open.
	 * @param count the number
	 * @param timeout how long to wait at most
	 * @return whether that many are open
	 * @throws InterruptedException when the thread is interrupted
	 */
	public synchronized boolean await(int count, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (this.open != count) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	/**
	 * Wait until a stream of a conversation is open.
	 * @param conversationId the conversation
	 * @param timeout how long to wait at most
	 * @return whether one is open
	 * @throws InterruptedException when the thread is interrupted
	 */
	public synchronized boolean await(String conversationId, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (!this.sessions.containsKey(conversationId)) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	private synchronized void released(StreamSession session) {
		StreamSession.Target target = session.target();
		Set<StreamSession> others = this.sessions.get(target.conversationId());
		if (others != null && others.remove(session)) {
			if (others.isEmpty()) {
				this.sessions.remove(target.conversationId());
			}
			this.openByKey.computeIfPresent(target.apiKey(), (key, count) -> (count > 1) ? count - 1 : null);
			this.open--;
			notifyAll();
		}
	}

}
