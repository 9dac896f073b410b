package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMeterDocumentation.Tags;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamProblem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the streams of one name, one stream after the other. What a message costs
 * is looked up once.
 */
final class ManagedStreamMeters {

	private static final Duration LONGEST_DELAY = Duration.ofDays(365);

	private final MeterRegistry registry;

	private final String account;

	private final String name;

	private final List<Meter> meters = new CopyOnWriteArrayList<>();

	private final Map<String, Counter> reconnects = new ConcurrentHashMap<>();

	private final Map<StreamEvent.Skipped.Reason, Counter> skipped = new ConcurrentHashMap<>();

	private final Counter messages;

	private final Counter deliveryFailures;

	private final Counter checkpointFailures;

	private final Counter failuresAfterCommit;

	private final Timer delay;

	private final @Nullable Timer poll;

	private final @Nullable Timer walk;

	private volatile ManagedStream stream;

	ManagedStreamMeters(MeterRegistry registry, ManagedStream stream, UnownedShards unowned) {
		this.registry = registry;
		this.account = stream.spec().account();
		this.name = stream.spec().name();
		this.stream = stream;
		this.messages = counter(BimpeAIMeterDocumentation.MESSAGES);
		this.deliveryFailures = counter(BimpeAIMeterDocumentation.DELIVERY_FAILURES);
		this.checkpointFailures = counter(BimpeAIMeterDocumentation.CHECKPOINT_FAILURES);
		this.failuresAfterCommit = counter(BimpeAIMeterDocumentation.FAILURES_AFTER_COMMIT);
		this.delay = timer(BimpeAIMeterDocumentation.DELAY);
		boolean wholeAgent = stream.spec().conversationId() == null;
		this.poll = wholeAgent ? timer(BimpeAIMeterDocumentation.POLL) : null;
		this.walk = wholeAgent ? timer(BimpeAIMeterDocumentation.WALK) : null;
		gauge(BimpeAIMeterDocumentation.SHARDS_OWNED, () -> this.stream.ownedShards().size());
		gauge(BimpeAIMeterDocumentation.SHARDS_UNOWNED, () -> unowned.count(this.stream));
		for (StreamProblem.Cause cause : StreamProblem.Cause.values()) {
			timeGauge(BimpeAIMeterDocumentation.WAITING, () -> waiting(cause), Tags.PROBLEM.asString(), tag(cause));
		}
		gauge(BimpeAIMeterDocumentation.CONVERSATIONS_LIVE, () -> this.stream.statistics().liveConversations());
		gauge(BimpeAIMeterDocumentation.CONVERSATIONS_WAITING, () -> this.stream.statistics().waitingConversations());
		gauge(BimpeAIMeterDocumentation.CONVERSATIONS_UNREACHABLE,
				() -> this.stream.statistics().unreachableConversations());
		gauge(BimpeAIMeterDocumentation.REQUESTS_REMAINING, this::remainingRequests);
		gauge(BimpeAIMeterDocumentation.BUFFERED_SIZE, () -> this.stream.statistics().bufferedBytes());
		gauge(BimpeAIMeterDocumentation.DELIVERIES, () -> this.stream.statistics().activeDeliveries());
		timeGauge(BimpeAIMeterDocumentation.UNDELIVERED_AGE, this::oldestMessage);
		timeGauge(BimpeAIMeterDocumentation.LAG, () -> this.stream.lag().toNanos());
		gauge(BimpeAIMeterDocumentation.BUFFERED, () -> this.stream.buffered());
		timeGauge(BimpeAIMeterDocumentation.SILENCE, this::silence);
		gauge(BimpeAIMeterDocumentation.PARKED, () -> this.stream.parked().size());
		timeGauge(BimpeAIMeterDocumentation.PARKED_AGE, this::oldestParked);
		gauge(BimpeAIMeterDocumentation.PARKED_ATTEMPTS, this::mostAttempts);
	}

	ManagedStream stream() {
		return this.stream;
	}

	void stream(ManagedStream stream) {
		this.stream = stream;
	}

	void onEvent(StreamEvent event) {
		if (event instanceof StreamEvent.Reconnecting reconnecting) {
			this.reconnects
				.computeIfAbsent(FailureTag.of(reconnecting.cause()),
						(cause) -> counter(BimpeAIMeterDocumentation.RECONNECTS, Tags.CAUSE.asString(), cause))
				.increment();
			return;
		}
		if (event instanceof StreamEvent.Message message) {
			this.messages.increment();
			Instant createdAt = message.message().createdAt();
			// A server may leave it out.
			if (createdAt != null) {
				this.delay.record(age(createdAt));
			}
		}
		else if (event instanceof StreamEvent.Skipped skip) {
			this.skipped
				.computeIfAbsent(skip.reason(),
						(reason) -> counter(BimpeAIMeterDocumentation.SKIPPED, Tags.REASON.asString(), tag(reason)))
				.increment();
		}
	}

	void onPoll(Duration duration) {
		record(this.poll, duration);
	}

	void onWalk(Duration duration) {
		record(this.walk, duration);
	}

	private static void record(@Nullable Timer timer, Duration duration) {
		if (timer != null) {
			timer.record(duration);
		}
	}

	void onDeliveryFailure() {
		this.deliveryFailures.increment();
	}

	void onFailureAfterCommit() {
		this.failuresAfterCommit.increment();
	}

	void onCheckpointFailure() {
		this.checkpointFailures.increment();
	}

	/**
	 * Drop the meters, and those that observations of deliveries have made.
	 */
	void close() {
		this.meters.forEach(this.registry::remove);
		this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("bimpeai.stream.")
					&& this.name.equals(id.getTag(Tags.STREAM.asString()))
					&& this.account.equals(id.getTag(Tags.ACCOUNT.asString())))
			.forEach(this.registry::remove);
	}

	private Number waiting(StreamProblem.Cause cause) {
		StreamProblem problem = this.stream.problem();
		return (problem != null && problem.cause() == cause) ? age(problem.since()).toNanos() : 0;
	}

	private Number remainingRequests() {
		Integer remaining = this.stream.statistics().remainingRequests();
		return (remaining != null) ? remaining : Double.NaN;
	}

	private Number oldestMessage() {
		Instant oldest = this.stream.statistics().oldestMessage();
		return (oldest != null) ? age(oldest).toNanos() : 0;
	}

	// The clock of the server may be ahead, or tell any nonsense.
	private static Duration age(Instant createdAt) {
		Duration age = Duration.between(createdAt, Instant.now());
		if (age.isNegative()) {
			return Duration.ZERO;
		}
		return (age.compareTo(LONGEST_DELAY) < 0) ? age : LONGEST_DELAY;
	}

	private Number oldestParked() {
		return this.stream.parked().stream().findFirst().map((parked) -> age(parked.since()).toNanos()).orElse(0L);
	}

	private Number mostAttempts() {
		return this.stream.parked().stream().mapToInt(ParkedConversation::attempts).max().orElse(0);
	}

	private Number silence() {
		Duration silence = this.stream.silence();
		return (silence != null) ? silence.toNanos() : Double.NaN;
	}

	private Counter counter(BimpeAIMeterDocumentation meter, String... tags) {
		return remember(Counter.builder(meter.getName())
			.description(meter.getDescription())
			.tag(Tags.ACCOUNT.asString(), this.account)
			.tag(Tags.STREAM.asString(), this.name)
			.tags(tags)
			.register(this.registry));
	}

	private Timer timer(BimpeAIMeterDocumentation meter) {
		return remember(Timer.builder(meter.getName())
			.description(meter.getDescription())
			.tag(Tags.ACCOUNT.asString(), this.account)
			.tag(Tags.STREAM.asString(), this.name)
			.register(this.registry));
	}

	private void gauge(BimpeAIMeterDocumentation meter, Supplier<Number> value) {
		remember(Gauge.builder(meter.getName(), value)
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tag(Tags.ACCOUNT.asString(), this.account)
			.tag(Tags.STREAM.asString(), this.name)
			.register(this.registry));
	}

	private void timeGauge(BimpeAIMeterDocumentation meter, Supplier<Number> nanos, String... tags) {
		remember(TimeGauge.builder(meter.getName(), nanos, TimeUnit.NANOSECONDS)
			.description(meter.getDescription())
			.tag(Tags.ACCOUNT.asString(), this.account)
			.tag(Tags.STREAM.asString(), this.name)
			.tags(tags)
			.register(this.registry));
	}

	private static String tag(StreamProblem.Cause cause) {
		return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private <M extends Meter> M remember(M meter) {
		this.meters.add(meter);
		return meter;
	}

	private static String tag(StreamEvent.Skipped.Reason reason) {
		return switch (reason) {
			case MALFORMED -> "malformed";
			case TOO_LARGE -> "too-large";
			case UNKNOWN_TYPE -> "unknown-type";
		};
	}

}
