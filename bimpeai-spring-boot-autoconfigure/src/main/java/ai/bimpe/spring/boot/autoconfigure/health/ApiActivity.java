package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStateChangedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Remembers when the API last gave a sign of life to each account: any answer of a call,
 * or anything on the connection of any stream.
 */
final class ApiActivity implements CallListener, ManagedStreamListener {

	private final Clock clock;

	private final Map<String, Instant> answered = new ConcurrentHashMap<>();

	private final Map<String, Instant> worked = new ConcurrentHashMap<>();

	/** When something began to be expected. */
	private volatile Instant begin;

	ApiActivity(Clock clock) {
		this.clock = clock;
		this.begin = clock.instant();
	}

	@Override
	public void onCall(CallResult result) {
		if (result.status() != null) {
			this.answered.put(result.account(), this.clock.instant());
		}
		if (result.error() == null) {
			this.worked.put(result.account(), this.clock.instant());
		}
	}

	@Override
	public void onEvent(ManagedStream stream, StreamEvent event) {
		if (!(event instanceof StreamEvent.Reconnecting) && !(event instanceof StreamEvent.Ended)) {
			String account = stream.spec().account();
			this.answered.put(account, this.clock.instant());
			this.worked.put(account, this.clock.instant());
		}
	}

	// One that throws keeps the event from those behind.
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(StreamStateChangedEvent event) {
		switch (event.from()) {
			case STOPPED, PAUSED, STANDBY, FAILED -> this.begin = this.clock.instant();
			default -> {
			}
		}
	}

	/**
	 * Return how long the API has been silent towards a stream that expects something of
	 * it.
	 * @param stream the stream
	 * @return the time since the last sign of life on any connection or call of the
	 * account, zero when nothing is expected at the moment
	 */
	Duration silence(ManagedStream stream) {
		return expectsAnswer(stream) ? since(this.answered, stream.spec().account()) : Duration.ZERO;
	}

	/**
	 * Return how long nothing has worked.
	 * @param account the name of an account
	 * @return the time since the last call that succeeded, and since anything came in on
	 * a stream
	 */
	Duration failing(String account) {
		return since(this.worked, account);
	}

	private Duration since(Map<String, Instant> times, String account) {
		Instant last = times.getOrDefault(account, Instant.MIN);
		return Duration.between(last.isAfter(this.begin) ? last : this.begin, this.clock.instant());
	}

	private static boolean expectsAnswer(ManagedStream stream) {
		StreamProblem problem = stream.problem();
		return stream.silence() != null || (problem != null && problem.failure() instanceof ApiConnectionException)
				|| (stream.state() == StreamState.CONNECTING && !stream.ownedShards().isEmpty());
	}

}
