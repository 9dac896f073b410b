package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConversationMessageSource} with a client that gives up.
 */
class ConversationMessageSourceTests {

	private final List<StreamOptions> opened = new ArrayList<>();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@Test
	void beginsAtTheCheckpointAndNeverGivesUpByItself() {
		StepVerifier
			.create(messageSource(Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none()))
			.expectNext(new MessageSource.Incoming("cnv_1", new StreamEvent.Connected(0)))
			.verifyComplete();
		assertThat(this.opened).singleElement().satisfies((options) -> {
			assertThat(options.after()).isEqualTo("after cnv_1");
			assertThat(options.maxRetries()).isEqualTo(Integer.MAX_VALUE);
			assertThat(options.reconnect()).isTrue();
			assertThat(options.retryWhenBusy()).isTrue();
		});
	}

	@Test
	void renewsBrokenSubscriptionAfterMinuteBehindTheLastMessage() {
		ApiTimeoutException failure = new ApiTimeoutException("The client gave up", null, true);
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.concat(Flux.just(message("msg_1")), Flux.error(failure)),
					Flux.concat(Flux.error(failure)), Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(message("msg_1"))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), failure))
			.expectNoEvent(Duration.ofSeconds(59))
			.thenAwait(Duration.ofSeconds(1))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), failure))
			.thenAwait(Duration.ofMinutes(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("after cnv_1", "msg_1", "msg_1");
	}

	@Test
	void endsWithRefusedKey() {
		AuthenticationException refusal = TestFailures.refusedKey(false);
		StepVerifier.create(messageSource(Flux.error(refusal)).open(ConversationMessageSourceTests::checkpoint,
				TestControls.none()))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isSameAs(refusal));
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.spring.stream.internal.source.TestFailures#ofProvidedKeys")
	void waitsMinuteForAnotherKeyOfTheProvider(BimpeAIException refusal) {
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.concat(Flux.just(message("msg_1")), Flux.error(refusal)),
					Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(message("msg_1"))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), refusal))
			.expectNoEvent(Duration.ofSeconds(59))
			.thenAwait(Duration.ofSeconds(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("after cnv_1", "msg_1");
	}

	@Test
	void waitsMinuteAfterRefusedTickets() {
		AuthenticationException refusal = TestFailures.refusedTicket();
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.error(refusal), Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), refusal))
			.thenAwait(Duration.ofMinutes(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
	}

	@Test
	void waitThatTheServerAsksForIsFollowedByThatOfTheAccount() {
		BimpeAIException refusal = TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(5));
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.error(refusal), Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMillis(300_500), refusal))
			.expectNoEvent(Duration.ofMillis(300_499))
			.thenAwait(Duration.ofMillis(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
	}

	@Test
	void waitsForTheServerStartAnewWhenTheStreamHasWorkedInBetween() {
		BimpeAIException refusal = TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(5));
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.error(refusal), Flux.error(refusal),
					Flux.concat(Flux.just(new StreamEvent.Connected(0)), Flux.error(refusal)),
					Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMillis(300_500), refusal))
			.thenAwait(Duration.ofMillis(300_500))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMillis(301_000), refusal))
			.thenAwait(Duration.ofMillis(301_000))
			.expectNext(new StreamEvent.Connected(0))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMillis(300_500), refusal))
			.thenAwait(Duration.ofMillis(300_500))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
	}

	@Test
	void endsWithErrorsThatAreNotOurs() {
		StepVerifier
			.create(messageSource(Flux.error(new IllegalStateException("Broken")))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none()))
			.verifyErrorMessage("Broken");
	}

	@SafeVarargs
	private MessageSource messageSource(Flux<? extends StreamEvent>... connections) {
		return new ConversationMessageSource("cnv_1", (options) -> {
			this.opened.add(options);
			return Flux.from(connections[this.opened.size() - 1]).cast(StreamEvent.class);
		}, ExactWaits.of(RetrySettings.DEFAULTS), new TimeSource(this.time, null), Schedulers.immediate());
	}

	private static Checkpoint checkpoint(String conversationId) {
		return new Checkpoint(1, "after " + conversationId, null);
	}

	private static StreamEvent message(String id) {
		return new StreamEvent.Message(
				new StreamMessage(id, "cnv_1", MessageRole.ASSISTANT, "text", "text", Instant.EPOCH, Map.of()));
	}

}
