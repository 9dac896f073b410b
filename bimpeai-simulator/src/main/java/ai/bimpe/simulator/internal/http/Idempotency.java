package ai.bimpe.simulator.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers the answers to writes with an idempotency key for a day. The caller holds the
 * lock of the state, so a repeated write always finds the first one finished.
 *
 * @since 0.1.0
 */
public final class Idempotency {

	private static final Duration WINDOW = Duration.ofHours(24);

	private static final int MAX_LENGTH = 255;

	private static final int KEPT = 50_000;

	private final Clock clock;

	private final Map<Scope, Remembered> answers = new LinkedHashMap<>();

	/**
	 * Create an empty memory.
	 * @param clock the clock of the window
	 */
	public Idempotency(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Run a write, or repeat its first answer.
	 * @param message the request
	 * @param apiKey the key that was sent
	 * @param write what to run
	 * @return the answer
	 */
	public Answer run(HttpMessage message, String apiKey, Supplier<Answer> write) {
		String key = message.header("idempotency-key");
		if (key == null || message.method().equals("GET")) {
			return write.get();
		}
		if (key.isBlank() || key.length() > MAX_LENGTH) {
			throw ApiException.validation("Idempotency-Key", "must have 1 to 255 characters");
		}
		forgetOld();
		Scope scope = new Scope(apiKey, message.method(), message.path(), key);
		Remembered first = this.answers.get(scope);
		if (first != null) {
			if (!Arrays.equals(first.body(), message.body())) {
				throw ApiException.of(409, "conflict", "This idempotency key was used with another body");
			}
			return first.answer();
		}
		Answer answer = write.get();
		this.answers.put(scope, new Remembered(message.body(), answer, this.clock.instant()));
		return answer;
	}

	/**
	 * Forget every answer.
	 */
	public void reset() {
		this.answers.clear();
	}

	private void forgetOld() {
		Instant oldest = this.clock.instant().minus(WINDOW);
		Iterator<Remembered> remembered = this.answers.values().iterator();
		while (remembered.hasNext() && (!remembered.next().at().isAfter(oldest) || this.answers.size() > KEPT)) {
			remembered.remove();
		}
	}

	private record Scope(String apiKey, String method, String path, String key) {

	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Remembered(byte[] body, Answer answer, Instant at) {

	}

}
