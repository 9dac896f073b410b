package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamLagChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conversations whose oldest message could not be delivered.
 */
class ParkedConversationTests {

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1")
		.after(TestContainer.START)
		.withConcurrency(1);

	private static final StreamSpec TWICE = SPEC.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(2));

	private final Listeners listeners = new Listeners();

	private @Nullable TestContainer opened;

	@AfterEach
	void close() {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	@Test
	void failedMessageIsDeliveredAgainForEverAndOnlyItsConversationWaits() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1", "msg_2");
		awaitParked("cnv_1");
		test.receive("cnv_2", "msg_3");
		test.awaitAcknowledged("cnv_2", "msg_3");
		test.time.advanceUntil(Duration.ofSeconds(10), () -> this.listeners.attempts("msg_1") >= 50);
		assertThat(test.acknowledged("cnv_1")).isNull();
		assertThat(this.listeners.deadLetters).isEmpty();
		this.listeners.poison.clear();
		test.time.advanceUntil(Duration.ofSeconds(10), () -> "msg_1".equals(test.acknowledged("cnv_1")));
		assertThat(this.listeners.delivered).doesNotContain("msg_2");
	}

	@Test
	void waitsGrowUpToTheLongest() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		assertThat(parked().nextAttempt()).isBetween(test.time.now(), test.time.now().plus(Duration.ofMillis(500)));
		test.time.advanceUntil(Duration.ofSeconds(30), () -> this.listeners.attempts("msg_1") >= 30);
		awaitParked("cnv_1");
		assertThat(parked().nextAttempt()).isBetween(test.time.now(), test.time.now().plus(Duration.ofMinutes(5)));
		assertThat(test.time.elapsed()).isGreaterThan(Duration.ofMinutes(15));
	}

	@Test
	void parkedConversationIsReleasedAndReadAgainWhenItContinues() {
		TestContainer test = open(SPEC);
		test.source(0).holdReleases();
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1", "msg_2");
		awaitParked("cnv_1");
		assertThat(test.source(0).requests()).containsExactly("release cnv_1");
		assertThat(test.container.buffered()).isZero();
		assertThat(test.container.lag()).isZero();
		test.receive("cnv_1", "msg_3");
		this.listeners.poison.clear();
		test.container.retry("cnv_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		assertThat(test.source(0).requests()).containsExactly("release cnv_1");
		test.source(0).release("cnv_1");
		TestContainer.await().until(() -> test.source(0).requests().contains("resume cnv_1"));
		assertThat(test.source(0).position("cnv_1")).isEqualTo("msg_1");
		test.receive("cnv_1", "msg_2", "msg_3");
		test.awaitAcknowledged("cnv_1", "msg_3");
		assertThat(this.listeners.delivered).containsExactly("msg_1", "msg_2", "msg_3");
	}

	@Test
	void conversationThatWasFullIsAdmittedWhenItIsReleased() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		this.listeners.hold();
		for (int i = 1; i <= DeliveryBuffer.CONVERSATION_LIMIT; i++) {
			test.receive("cnv_1", "msg_" + i);
		}
		assertThat(test.source(0).isHeld("cnv_1")).isTrue();
		this.listeners.letGo();
		awaitParked("cnv_1");
		TestContainer.await().until(() -> !test.source(0).isHeld("cnv_1"));
	}

	@Test
	void parkedConversationIsDescribed() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		ParkedConversation parked = parked();
		assertThat(parked.messageId()).isEqualTo("msg_1");
		assertThat(parked.attempts()).isEqualTo(1);
		assertThat(parked.cause()).startsWith("java.lang.IllegalStateException at " + Listeners.class.getName())
			.doesNotContain("secret");
		assertThat(parked.since()).isEqualTo(test.time.now());
		assertThat(parked.stopped()).isFalse();
		assertThat(parked.nextAttempt()).isNotNull();
	}

	@Test
	void deadLetterThatIsTakenIsAcknowledged() {
		TestContainer test = open(TWICE);
		this.listeners.poison.add("msg_1");
		this.listeners.taken = true;
		test.receive("cnv_1", "msg_1");
		test.time.advanceUntil(Duration.ofMillis(100), () -> "msg_1".equals(test.acknowledged("cnv_1")));
		assertThat(this.listeners.attempts("msg_1")).isEqualTo(2);
		assertThat(this.listeners.deadLetters).singleElement().satisfies((letter) -> {
			assertThat(letter.attempts()).isEqualTo(2);
			assertThat(letter.conversationId()).isEqualTo("cnv_1");
			assertThat(letter.exception()).hasMessage("secret");
		});
		TestContainer.await().until(() -> test.source(0).requests().contains("resume cnv_1"));
	}

	@Test
	void deadLetterThatNobodyTakesStopsTheConversation() {
		TestContainer test = open(TWICE);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1", "msg_2");
		test.time.advanceUntil(Duration.ofMillis(100), () -> !test.container.parked().isEmpty() && parked().stopped());
		test.receive("cnv_2", "msg_3");
		test.awaitAcknowledged("cnv_2", "msg_3");
		test.time.advance(Duration.ofDays(1));
		assertThat(this.listeners.attempts("msg_1")).isEqualTo(2);
		assertThat(test.acknowledged("cnv_1")).isNull();
		assertThat(parked().nextAttempt()).isNull();
	}

	@Test
	void deadLetterWhoseListenerFailsStopsTheConversation() {
		TestContainer test = open(TWICE);
		this.listeners.poison.add("msg_1");
		this.listeners.poison.add("dead letter");
		test.receive("cnv_1", "msg_1");
		test.time.advanceUntil(Duration.ofMillis(100), () -> !test.container.parked().isEmpty() && parked().stopped());
		assertThat(test.acknowledged("cnv_1")).isNull();
		assertThat(this.listeners.deadLetters).hasSize(1);
	}

	@Test
	void stoppedConversationIsRetriedByHand() {
		TestContainer test = open(SPEC.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(1)));
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		test.container.retry("cnv_1");
		TestContainer.await().until(() -> this.listeners.deadLetters.size() == 2);
		awaitParked("cnv_1");
		this.listeners.poison.clear();
		test.container.retry("cnv_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		assertThat(test.container.parked()).isEmpty();
	}

	@Test
	void messageIsSkippedByHand() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1", "msg_2");
		awaitParked("cnv_1");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> test.container.skip("cnv_1", "msg_2"))
			.withMessageContaining("'cnv_1'")
			.withMessageContaining("'msg_2'");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> test.container.skip("cnv_2", "msg_1"))
			.withMessageContaining("'cnv_2'");
		test.container.skip("cnv_1", "msg_1");
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_1");
		assertThat(test.container.parked()).isEmpty();
		TestContainer.await().until(() -> test.source(0).requests().contains("resume cnv_1"));
		test.time.advance(Duration.ofDays(1));
		assertThat(this.listeners.attempts("msg_1")).isEqualTo(1);
	}

	@Test
	void messageThatCannotBeSkippedBecauseOfTheStoreStaysParked() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		test.store.down = true;
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> test.container.skip("cnv_1", "msg_1"));
		test.store.down = false;
		awaitParked("cnv_1");
		this.listeners.poison.clear();
		test.time.advanceUntil(Duration.ofMillis(100), () -> "msg_1".equals(test.acknowledged("cnv_1")));
	}

	@Test
	void parkedConversationIsReplayedByIdAndByTime() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_5");
		test.receive("cnv_1", "msg_5");
		awaitParked("cnv_1");
		test.container.replayFrom("cnv_1", "msg_2");
		TestContainer.await().until(() -> test.source(0).requests().contains("resume cnv_1"));
		assertThat(test.source(0).position("cnv_1")).isEqualTo("msg_2");
		test.receive("cnv_1", "msg_5");
		awaitParked("cnv_1");
		test.container.replayFrom("cnv_1", Instant.EPOCH);
		TestContainer.await().until(() -> test.source(0).requests().size() == 4);
		assertThat(test.source(0).position("cnv_1")).isEqualTo(Instant.EPOCH.toString());
	}

	@Test
	void streamThatIsPausedByMessageSaysWhichAndItCanBeSkipped() {
		TestContainer test = open(TWICE.withOnDeliveryFailure(OnDeliveryFailure.PAUSE));
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		test.time.advanceUntil(Duration.ofMillis(100), () -> test.container.state() == StreamState.PAUSED);
		TestContainer.await().until(() -> test.source(0).isCancelled());
		assertThat(parked().conversationId()).isEqualTo("cnv_1");
		assertThat(this.listeners.deadLetters).hasSize(1);
		assertThat(test.acknowledged("cnv_1")).isNull();
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> test.container.retry("cnv_1"))
			.withMessageContaining("resume");
		test.container.skip("cnv_1", "msg_1");
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_1");
		assertThat(test.container.parked()).isEmpty();
		test.container.resume();
		assertThat(test.source(1).position("cnv_1")).isEqualTo("msg_1");
	}

	@Test
	void messageThatFailsWhenTheStreamIsPausedCanBeSkipped() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		this.listeners.hold();
		test.receive("cnv_1", "msg_1");
		TestContainer.await().until(() -> test.container.buffered() == 1);
		test.container.pause();
		this.listeners.letGo();
		TestContainer.await().until(() -> test.container.parked().size() == 1);
		test.container.skip("cnv_1", "msg_1");
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_1");
	}

	@Test
	void messageThatWaitsForItsTurnCanBeSkippedWhenTheStreamIsPaused() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		this.listeners.hold();
		test.receive("cnv_2", "msg_2");
		TestContainer.await().until(() -> test.container.buffered() == 1);
		test.time.advance(Duration.ofMinutes(1));
		assertThat(parked().nextAttempt()).isNull();
		test.container.pause();
		this.listeners.letGo();
		test.awaitAcknowledged("cnv_2", "msg_2");
		test.container.skip("cnv_1", "msg_1");
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_1");
		assertThat(this.listeners.attempts("msg_1")).isEqualTo(1);
	}

	@Test
	void closingWaitsForNoParkedConversation() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("msg_1");
		test.receive("cnv_1", "msg_1");
		awaitParked("cnv_1");
		CompletableFuture<Void> ended = test.container.close();
		TestContainer.await().until(ended::isDone);
		assertThat(test.acknowledged("cnv_1")).isNull();
	}

	@Test
	void lagBeyondItsThresholdIsReportedOnceAndItsEndToo() {
		TestContainer test = open(SPEC.withLagThreshold(Duration.ofSeconds(5)));
		this.listeners.hold();
		test.receive("cnv_1", "msg_1");
		TestContainer.await().until(() -> test.container.buffered() == 1);
		test.time.advanceUntil(Duration.ofSeconds(1), () -> lagEvents(test).size() == 1);
		test.time.advance(Duration.ofMinutes(1));
		this.listeners.letGo();
		test.awaitAcknowledged("cnv_1", "msg_1");
		test.time.advanceUntil(Duration.ofSeconds(1), () -> lagEvents(test).size() == 2);
		assertThat(lagEvents(test)).extracting(StreamLagChangedEvent::exceeded).containsExactly(true, false);
		assertThat(lagEvents(test).get(0).lag()).isGreaterThan(Duration.ofSeconds(5));
	}

	@Test
	void everyChangeOfTheStateIsAnEvent() {
		TestContainer test = open(SPEC);
		test.source(0).emit(null, new StreamEvent.Connected(0));
		awaitStates(test, StreamState.CONNECTING, StreamState.LIVE);
		test.container.pause();
		awaitStates(test, StreamState.CONNECTING, StreamState.LIVE, StreamState.PAUSED);
		CompletableFuture<Void> ended = test.container.close();
		TestContainer.await().until(ended::isDone);
		awaitStates(test, StreamState.CONNECTING, StreamState.LIVE, StreamState.PAUSED, StreamState.STOPPED);
	}

	private static void awaitStates(TestContainer test, StreamState... states) {
		TestContainer.await()
			.untilAsserted(() -> assertThat(test.events.stream()
				.filter(StreamStateChangedEvent.class::isInstance)
				.map((event) -> ((StreamStateChangedEvent) event).to())).containsExactly(states));
	}

	private static List<StreamLagChangedEvent> lagEvents(TestContainer test) {
		return test.events.stream()
			.filter(StreamLagChangedEvent.class::isInstance)
			.map(StreamLagChangedEvent.class::cast)
			.toList();
	}

	private TestContainer open(StreamSpec spec) {
		TestContainer test = new TestContainer(spec, this.listeners);
		this.opened = test;
		return test;
	}

	private ParkedConversation parked() {
		TestContainer test = Objects.requireNonNull(this.opened);
		return test.container.parked().get(0);
	}

	// Neither being delivered nor about to be.
	private void awaitParked(String conversationId) {
		TestContainer test = Objects.requireNonNull(this.opened);
		TestContainer.await()
			.until(() -> test.container.parked()
				.stream()
				.anyMatch((parked) -> parked.conversationId().equals(conversationId)
						&& (parked.nextAttempt() != null || parked.stopped())));
	}

	/**
	 * Listeners that fail on poisoned messages.
	 */
	private static final class Listeners extends ManualListeners {

		private final Set<String> poison = ConcurrentHashMap.newKeySet();

		private final List<String> attempts = new CopyOnWriteArrayList<>();

		private final List<String> delivered = new CopyOnWriteArrayList<>();

		private final List<MessageDeliveryFailedEvent> deadLetters = new CopyOnWriteArrayList<>();

		private volatile boolean taken;

		private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

		@Override
		CompletableFuture<Boolean> on(MessageReceivedEvent event) {
			String id = String.valueOf(event.message().id());
			this.gate.join();
			this.attempts.add(id);
			failOn(id);
			this.delivered.add(id);
			return super.on(event);
		}

		@Override
		CompletableFuture<Boolean> on(MessageDeliveryFailedEvent event) {
			this.deadLetters.add(event);
			failOn("dead letter");
			return CompletableFuture.completedFuture(this.taken);
		}

		private void failOn(String id) {
			if (this.poison.contains(id)) {
				throw new IllegalStateException("secret");
			}
		}

		private long attempts(String id) {
			return this.attempts.stream().filter(id::equals).count();
		}

		private void hold() {
			this.gate = new CompletableFuture<>();
		}

		private void letGo() {
			this.gate.complete(null);
		}

	}

}
