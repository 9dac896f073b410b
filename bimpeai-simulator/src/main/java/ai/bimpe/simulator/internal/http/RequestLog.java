package ai.bimpe.simulator.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.core.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests that arrived: the newest ones whole, all of them as numbers.
 *
 * @since 0.1.0
 */
public final class RequestLog {

	private static final int KEPT = 10_000;

	private static final long KEPT_CHARACTERS = 32 * 1024 * 1024;

	private final Deque<RecordedRequest> requests = new ArrayDeque<>();

	private final Map<String, Integer> counts = new HashMap<>();

	private long total;

	private long characters;

	/**
	 * Create an empty log.
	 */
	public RequestLog() {
	}

	/**
	 * Add a request.
	 * @param at when it arrived
	 * @param operationId the operation, or {@code null} when there is none
	 * @param message the request
	 */
	public synchronized void add(Instant at, @Nullable String operationId, HttpMessage message) {
		this.total++;
		if (operationId != null) {
			this.counts.merge(operationId, 1, Integer::sum);
		}
		String body = new String(message.body(), StandardCharsets.UTF_8);
		this.requests.add(new RecordedRequest(this.total, at, operationId, message.method(), message.path(),
				message.query(), message.headers(), body));
		this.characters += body.length();
		while (this.requests.size() > KEPT || (this.characters > KEPT_CHARACTERS && this.requests.size() > 1)) {
			this.characters -= this.requests.remove().body().length();
		}
		notifyAll();
	}

	/**
	 * Return the newest requests, at most 10,000, in the order of their arrival.
	 * @return the requests
	 */
	public synchronized List<RecordedRequest> all() {
		return List.copyOf(this.requests);
	}

	/**
	 * Return the newest requests of an operation in the order of their arrival.
	 * @param operationId the operation
	 * @return the requests
	 */
	public List<RecordedRequest> of(String operationId) {
		return all().stream().filter((request) -> operationId.equals(request.operationId())).toList();
	}

	/**
	 * Return how many requests of an operation arrived.
	 * @param operationId the operation
	 * @return the number
	 */
	public synchronized int count(String operationId) {
		return this.counts.getOrDefault(operationId, 0);
	}

	/**
	 * Wait until enough requests of an operation have arrived.
	 * @param operationId the operation
	 * @param count how many
	 * @param timeout how long to wait at most
	 * @return whether they have arrived
	 * @throws InterruptedException when the thread is interrupted
	 */
	public synchronized boolean await(String operationId, int count, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (count(operationId) < count) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	/**
	 * Forget every request.
	 */
	public synchronized void clear() {
		this.requests.clear();
		this.counts.clear();
		this.total = 0;
		this.characters = 0;
	}

}
