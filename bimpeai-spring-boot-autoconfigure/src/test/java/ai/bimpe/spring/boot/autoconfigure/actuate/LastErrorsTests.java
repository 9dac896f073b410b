package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LastErrors}, and for what {@link StreamError} and
 * {@link StreamDescriptor} make of them.
 */
class LastErrorsTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final String TEXT = "the words of a customer";

	private final Clock clock = mock(Clock.class);

	private final LastErrors errors = new LastErrors(this.clock);

	@BeforeEach
	void start() {
		given(this.clock.instant()).willReturn(NOON);
	}

	@Test
	void lostConnectionIsAnErrorWithItsTime() {
		reconnecting("front-desk", new ApiTimeoutException("The stream was silent", null, true));
		assertThat(error("front-desk"))
			.isEqualTo(new StreamError("ApiTimeoutException", "The stream was silent", NOON));
	}

	@Test
	void serverThatClosesHealthyStreamIsNoError() {
		reconnecting("front-desk", new StreamDisconnectedException("The server closed the stream"));
		this.errors.onEvent(stream("front-desk"), new StreamEvent.Heartbeat());
		assertThat(this.errors.of("front-desk")).isNull();
	}

	@Test
	void endOfStreamIsAnError() {
		this.errors.on(new StreamFailedEvent("front-desk", "agt_1", new InvalidCheckpointException("front-desk")));
		assertThat(error("front-desk").type()).isEqualTo("InvalidCheckpointException");
		assertThat(error("front-desk").message()).contains("'front-desk' cannot be read");
	}

	@Test
	void whatOthersSayIsNotShown() {
		this.errors.on(new StreamFailedEvent("front-desk", "agt_1", new IllegalStateException(TEXT)));
		assertThat(error("front-desk")).isEqualTo(new StreamError("IllegalStateException", null, NOON));
	}

	@Test
	void remembersTheThousandStreamsThatFailedLast() {
		BimpeAIException lost = new BimpeAIException("lost");
		for (int i = 0; i < 1000; i++) {
			reconnecting("stream-" + i, lost);
		}
		reconnecting("stream-0", lost);
		reconnecting("another", lost);
		assertThat(this.errors.of("stream-0")).isNotNull();
		assertThat(this.errors.of("stream-1")).isNull();
		assertThat(this.errors.of("stream-2")).isNotNull();
		assertThat(this.errors.of("another")).isNotNull();
	}

	@Test
	void hearsEventsBeforeListenersThatThrow() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("a", ThrowingListener.class, ThrowingListener::new);
			context.registerBean("b", LastErrors.class, () -> this.errors);
			context.refresh();
			assertThatException().isThrownBy(() -> context
				.publishEvent(new StreamFailedEvent("front-desk", "agt_1", new IllegalStateException(TEXT))));
		}
		assertThat(this.errors.of("front-desk")).isNotNull();
	}

	@Test
	void failedAttemptIsAnErrorWithoutWhatTheListenerSays() {
		this.errors.onDeliveryFailure(stream("back-desk"), deliveryFailed(), false);
		assertThat(error("back-desk").message()).isEqualTo("Delivery of message 'msg_1' failed in attempt 3");
	}

	@Test
	void failureThatNobodyWasToldOfIsShownWithoutTime() {
		BimpeAIException failure = new BimpeAIException("not allowed");
		assertThat(shown(failure, null)).isEqualTo(new StreamError("BimpeAIException", "not allowed", null));
		StreamError other = new StreamError("ApiTimeoutException", "silent", NOON);
		assertThat(shown(failure, other)).isEqualTo(new StreamError("BimpeAIException", "not allowed", null));
	}

	@Test
	void failureThatWasHeardOfIsShownWithItsTime() {
		StreamError heard = new StreamError("BimpeAIException", "not allowed", NOON);
		assertThat(shown(new BimpeAIException("not allowed"), heard)).isSameAs(heard);
	}

	private static @Nullable StreamError shown(Throwable failure, @Nullable StreamError heard) {
		ManagedStream stream = stream("front-desk");
		given(stream.state()).willReturn(StreamState.FAILED);
		given(stream.failure()).willReturn(failure);
		given(stream.lag()).willReturn(Duration.ZERO);
		return StreamDescriptor.of(stream, new TreeMap<>(), heard).lastError();
	}

	private void reconnecting(String stream, BimpeAIException cause) {
		this.errors.onEvent(stream(stream), new StreamEvent.Reconnecting(1, Duration.ZERO, cause));
	}

	private static ManagedStream stream(String name) {
		ManagedStream stream = mock(ManagedStream.class);
		given(stream.spec()).willReturn(StreamSpec.of(name, "agt_1", "cnv_1"));
		return stream;
	}

	private StreamError error(String stream) {
		return Objects.requireNonNull(this.errors.of(stream));
	}

	private static MessageDeliveryFailedEvent deliveryFailed() {
		return new MessageDeliveryFailedEvent("back-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, TEXT, "text", NOON, Map.of()),
				new IllegalStateException(TEXT), 3);
	}

	/**
	 * Comes first, as far as beans without an order go.
	 */
	static class ThrowingListener {

		@EventListener(StreamFailedEvent.class)
		void on() {
			throw new IllegalStateException("not today");
		}

	}

}
