package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conversations that are parked at a message without an id. The checkpoint
 * cannot be behind it, so that it comes again when the conversation is read again.
 */
class UnidentifiedMessageTests {

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1")
		.after(TestContainer.START)
		.withConcurrency(1);

	private final Listeners listeners = new Listeners();

	private @Nullable TestContainer opened;

	@AfterEach
	void close() {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	@Test
	void messageWithoutIdIsSkippedAndTheConversationContinues() {
		TestContainer test = parked(SPEC);
		test.container.skip("cnv_1");
		readAgain(test, 1);
		emit(test, message("poison"));
		test.receive("cnv_1", "msg_2");
		test.awaitAcknowledged("cnv_1", "msg_2");
		assertThat(this.listeners.attempts).containsExactly("poison", "text");
		assertThat(test.container.parked()).isEmpty();
	}

	@Test
	void onlyTheMessageIsSkippedThatTheConversationWasParkedAt() {
		TestContainer test = parked(SPEC);
		test.container.skip("cnv_1");
		readAgain(test, 1);
		emit(test, message("poison"));
		emit(test, message("another"));
		TestContainer.await().until(() -> this.listeners.attempts.contains("another"));
		assertThat(this.listeners.attempts).containsExactly("poison", "another");
	}

	@Test
	void messageThatWasSkippedWhileTheStreamWasPausedDoesNotComeAgain() {
		TestContainer test = parked(SPEC);
		test.container.pause();
		TestContainer.await().until(() -> test.source(0).isCancelled());
		test.container.skip("cnv_1");
		test.container.resume();
		test.source(1);
		emit(test, message("poison"));
		test.receive("cnv_1", "msg_2");
		test.awaitAcknowledged("cnv_1", "msg_2");
		assertThat(this.listeners.attempts).containsExactly("poison", "text");
	}

	@Test
	void messageWithIdIsNotSkippedWithoutIt() {
		TestContainer test = open(SPEC);
		this.listeners.poison.add("text");
		test.receive("cnv_1", "msg_1");
		awaitParked(test);
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> test.container.skip("cnv_1"))
			.withMessageContaining("'cnv_1'")
			.withMessageContaining("'msg_1'");
		assertThat(test.container.parked()).hasSize(1);
		assertThat(test.acknowledged("cnv_1")).isNull();
	}

	@Test
	void conversationThatIsNotParkedIsNotSkipped() {
		TestContainer test = open(SPEC);
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> test.container.skip("cnv_1"))
			.withMessageContaining("'cnv_1'");
	}

	@Test
	void replayDeliversMessageAgainThatWasSkipped() {
		TestContainer test = parked(SPEC);
		test.container.skip("cnv_1");
		readAgain(test, 1);
		this.listeners.poison.add("another");
		emit(test, message("another"));
		awaitParked(test);
		test.container.replayFrom("cnv_1", Instant.EPOCH);
		readAgain(test, 2);
		this.listeners.poison.clear();
		emit(test, message("poison"));
		TestContainer.await().until(() -> this.listeners.attempts.size() == 3);
		assertThat(this.listeners.attempts).containsExactly("poison", "another", "poison");
	}

	@Test
	void deadLetterWithoutIdIsTakenOnce() {
		TestContainer test = parked(SPEC.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(2)));
		this.listeners.taken = true;
		test.container.retry("cnv_1");
		readAgain(test, 1);
		emit(test, message("poison"));
		test.receive("cnv_1", "msg_2");
		test.awaitAcknowledged("cnv_1", "msg_2");
		assertThat(this.listeners.deadLetters).hasSize(1);
		assertThat(this.listeners.attempts).containsExactly("poison", "poison", "text");
	}

	@Test
	void messageWithoutIdComesAgainWhenTheServerSendsItBehindAnAcknowledgedOne() {
		TestContainer test = parked(SPEC);
		test.container.skip("cnv_1");
		readAgain(test, 1);
		test.receive("cnv_1", "msg_2");
		test.awaitAcknowledged("cnv_1", "msg_2");
		this.listeners.poison.clear();
		emit(test, message("poison"));
		TestContainer.await().until(() -> this.listeners.attempts.size() == 3);
		assertThat(this.listeners.attempts).containsExactly("poison", "text", "poison");
	}

	private TestContainer parked(StreamSpec spec) {
		TestContainer test = open(spec);
		this.listeners.poison.add("poison");
		emit(test, message("poison"));
		awaitParked(test);
		return test;
	}

	private TestContainer open(StreamSpec spec) {
		TestContainer test = new TestContainer(spec, this.listeners);
		this.opened = test;
		return test;
	}

	private static void readAgain(TestContainer test, int times) {
		TestContainer.await()
			.until(() -> test.source(0).requests().stream().filter("resume cnv_1"::equals).count() == times);
	}

	private static void awaitParked(TestContainer test) {
		TestContainer.await()
			.until(() -> test.container.parked()
				.stream()
				.anyMatch((parked) -> parked.nextAttempt() != null || parked.stopped()));
	}

	private static void emit(TestContainer test, StreamMessage message) {
		test.source(test.sources.size() - 1).emit("cnv_1", new StreamEvent.Message(message));
	}

	private static StreamMessage message(String text) {
		return new StreamMessage(null, "cnv_1", MessageRole.USER, text, "text", Instant.EPOCH.plus(Duration.ofDays(1)),
				Map.of());
	}

	/**
	 * Listeners that fail on texts.
	 */
	private static final class Listeners extends ManualListeners {

		private final Set<String> poison = ConcurrentHashMap.newKeySet();

		private final List<String> attempts = new CopyOnWriteArrayList<>();

		private final List<MessageDeliveryFailedEvent> deadLetters = new CopyOnWriteArrayList<>();

		private volatile boolean taken;

		@Override
		CompletableFuture<Boolean> on(MessageReceivedEvent event) {
			String text = Objects.requireNonNull(event.message().message());
			this.attempts.add(text);
			if (this.poison.contains(text)) {
				throw new IllegalStateException();
			}
			return super.on(event);
		}

		@Override
		CompletableFuture<Boolean> on(MessageDeliveryFailedEvent event) {
			this.deadLetters.add(event);
			return CompletableFuture.completedFuture(this.taken);
		}

	}

}
