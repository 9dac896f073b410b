package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.ConversationCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import ai.bimpe.spring.stream.support.ManualOwnership;
import ai.bimpe.spring.stream.support.VirtualTime;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageDelivery}.
 */
class MessageDeliveryTests {

	private static final StreamSpec SPEC = StreamSpec.of("front-desk", "agt_1", "cnv_1")
		.withDelivery(new DeliverySettings(5, Duration.ofMillis(100), Duration.ofMillis(300), 2));

	private final VirtualTime time = new VirtualTime();

	private final List<Long> waits = new ArrayList<>();

	private final List<Object> events = new ArrayList<>();

	private RuntimeException failure = new IllegalStateException("not yet");

	private int failures = Integer.MAX_VALUE;

	private boolean wanted = true;

	@Test
	void waitsAreDrawnBelowTheCeilingsOfTheStream() {
		boolean[] high = new boolean[4];
		for (int round = 0; round < 200; round++) {
			this.waits.clear();
			assertThat(deliver()).isEqualTo(Outcome.FAILED);
			assertThat(this.waits).hasSize(4);
			long[] ceilings = { 100, 200, 300, 300 };
			for (int i = 0; i < ceilings.length; i++) {
				assertThat(this.waits.get(i)).isBetween(0L, ceilings[i]);
				high[i] |= this.waits.get(i) > ceilings[i] / 2;
			}
		}
		assertThat(high).containsOnly(true);
	}

	@Test
	void waitsNoLongerThanSetWhateverServerListenersHaveFailedOn() {
		this.failure = rateLimited(Duration.ofHours(1));
		assertThat(deliver()).isEqualTo(Outcome.FAILED);
		assertThat(this.waits).containsExactly(300L, 300L, 300L, 300L);
	}

	@Test
	void endsWithTheFirstAttemptThatSucceeds() {
		this.failures = 2;
		assertThat(deliver()).isEqualTo(Outcome.DELIVERED);
		assertThat(this.events).hasSize(3);
		assertThat(this.waits).hasSize(2);
	}

	@Test
	void tellsOfTheLastFailureAndHowManyAttemptsThereWere() {
		assertThat(deliver()).isEqualTo(Outcome.FAILED);
		assertThat(this.events).hasSize(6);
		assertThat(this.events.get(5)).isInstanceOfSatisfying(MessageDeliveryFailedEvent.class, (failed) -> {
			assertThat(failed.attempts()).isEqualTo(5);
			assertThat(failed.exception()).isSameAs(this.failure);
		});
	}

	@Test
	void isAbandonedWhenItIsNotWantedAnyMore() {
		this.wanted = false;
		assertThat(deliver()).isEqualTo(Outcome.ABANDONED);
		assertThat(this.events).hasSize(1);
	}

	private Outcome deliver() {
		StreamInfrastructure infrastructure = new StreamInfrastructure((spec, shard) -> {
			throw new UnsupportedOperationException();
		}, new InMemoryCheckpointStore(), new ManualOwnership(), this::publish, null,
				new DeliveryObservation(ObservationRegistry.NOOP, null), List::of, (account) -> RetrySettings.DEFAULTS,
				Duration.ofSeconds(10), this.time.source());
		StreamLog log = new StreamLog(SPEC);
		MessageDelivery delivery = new MessageDelivery(SPEC, new ConversationCheckpoints(
				new FencedCheckpointStore(new InMemoryCheckpointStore(), new FencedCheckpointStore.Listener() {
				}), SPEC, this.time.source()), infrastructure, new StreamEventPublisher(SPEC, this::publish, log), log,
				(delay) -> {
					this.waits.add(delay.toMillis());
					return this.wanted;
				}, () -> false);
		return delivery.deliver(
				new MessageReceivedEvent("front-desk", "agt_1", "cnv_1", message(), BimpeAIBuilder.DEFAULT_ACCOUNT));
	}

	private void publish(Object event) {
		this.events.add(event);
		if (event instanceof MessageReceivedEvent && this.failures-- > 0) {
			throw this.failure;
		}
	}

	private static StreamMessage message() {
		return new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of());
	}

	private static RateLimitException rateLimited(Duration retryAfter) {
		return new RateLimitException("429", new ErrorResponse(429, null, "req_1", null, List.of(), retryAfter,
				new RateLimit(null, null, null), HttpHeaders.EMPTY, null));
	}

}
