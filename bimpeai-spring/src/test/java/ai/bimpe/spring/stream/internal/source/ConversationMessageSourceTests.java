package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConversationMessageSource} with a client that gives up.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConversationMessageSourceTests {

	private final List<StreamOptions> opened = new ArrayList<>();

	private Page<Message> page = Page.of(List.of());

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

	@ParameterizedTest
	@MethodSource("ai.bimpe.spring.stream.internal.source.TestFailures#refusals")
	void waitsMinuteAfterRefusal(BimpeAIException refusal) {
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.error(refusal), Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), refusal))
			.expectNoEvent(Duration.ofSeconds(59))
			.thenAwait(Duration.ofSeconds(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("after cnv_1", "after cnv_1");
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
	void startIsTheTimeOfTheNewestMessageThatTheServerHas() {
		this.page = Page.of(List.of(listed("2026-07-04T07:55:53.200Z"), listed("2026-07-04T07:55:51Z")));
		Starting checkpoints = new Starting();
		StepVerifier
			.create(messageSource(Flux.just(new StreamEvent.Connected(0))).open(checkpoints, TestControls.none()))
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("2026-07-04T07:55:53.200Z");
	}

	@Test
	void listThatCannotBeReadDelaysTheStart() {
		ApiTimeoutException failure = new ApiTimeoutException("Slow", null, true);
		AtomicInteger attempts = new AtomicInteger();
		Starting checkpoints = new Starting();
		MessageSource source = new ConversationMessageSource("agt_1", "cnv_1", (options) -> {
			this.opened.add(options);
			return Flux.just(new StreamEvent.Connected(0));
		}, () -> (attempts.getAndIncrement() == 0) ? Mono.error(failure)
				: Mono.just(Page.of(List.of(listed("2026-07-04T07:55:53Z")))),
				ExactWaits.ofRequests(RetrySettings.DEFAULTS), new TimeSource(this.time, null), Schedulers.immediate());
		StepVerifier
			.withVirtualTime(() -> source.open(checkpoints, TestControls.none()).map(MessageSource.Incoming::event),
					() -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMillis(500), failure))
			.thenAwait(Duration.ofMillis(500))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("2026-07-04T07:55:53Z");
	}

	@ParameterizedTest
	@MethodSource("oddIds")
	void messageWhoseIdCannotBeSentBackCountsAsOneWithoutAnId(String id) {
		ApiTimeoutException failure = new ApiTimeoutException("The client gave up", null, true);
		StepVerifier
			.withVirtualTime(
					() -> messageSource(Flux.concat(Flux.just(message("msg_1"), message(id)), Flux.error(failure)),
							Flux.just(new StreamEvent.Connected(0)))
						.open(ConversationMessageSourceTests::checkpoint, TestControls.none())
						.map(MessageSource.Incoming::event),
					() -> this.time, Long.MAX_VALUE)
			.expectNext(message("msg_1"))
			.expectNext(message(null))
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), failure))
			.thenAwait(Duration.ofMinutes(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("after cnv_1", "msg_1");
	}

	static Stream<Named<String>> oddIds() {
		return Stream.of(Named.of("empty", ""), Named.of("blank", " "), Named.of("with a null character", "a\0b"),
				Named.of("with half of a pair", "a\ud83d"), Named.of("long", "a".repeat(3000)));
	}

	@Test
	void retryEndsTheWait() {
		ConversationControl control = TestControls.none();
		StepVerifier
			.withVirtualTime(() -> messageSource(Flux.error(TestFailures.refusedKey(false)),
					Flux.just(new StreamEvent.Connected(0)))
				.open(ConversationMessageSourceTests::checkpoint, control)
				.map(MessageSource.Incoming::event), () -> this.time, Long.MAX_VALUE)
			.expectNextMatches(StreamEvent.Reconnecting.class::isInstance)
			.then(control::retry)
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
	}

	@Test
	void continuesByTimeAtOnceWhenTheServerDoesNotKnowTheMessage(CapturedOutput output) {
		StepVerifier
			.create(messageSource(Flux.error(TestFailures.notFound()),
					Flux.just(new StreamEvent.Connected(0), message("msg_1"), message("msg_2")))
				.open((id) -> new Checkpoint(1, "msg_1", Instant.parse("2026-07-04T07:55:53.200Z")),
						TestControls.none())
				.map(MessageSource.Incoming::event))
			.expectNext(new StreamEvent.Connected(0))
			.expectNext(message("msg_2"))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly("msg_1", "2026-07-04T07:55:53.199Z");
		assertThat(output).containsOnlyOnce("The server does not know message 'msg_1' of conversation 'cnv_1'");
	}

	@Test
	void conversationThatIsGoneIsAskedForByItsLastMessageAgain() {
		NotFoundException gone = TestFailures.notFound();
		StepVerifier
			.withVirtualTime(
					() -> messageSource(Flux.error(gone), Flux.error(gone), Flux.just(new StreamEvent.Connected(0)))
						.open((id) -> new Checkpoint(1, "msg_1", Instant.EPOCH), TestControls.none())
						.map(MessageSource.Incoming::event),
					() -> this.time, Long.MAX_VALUE)
			.expectNext(new StreamEvent.Reconnecting(1, Duration.ofMinutes(1), gone))
			.thenAwait(Duration.ofMinutes(1))
			.expectNext(new StreamEvent.Connected(0))
			.verifyComplete();
		assertThat(this.opened).extracting(StreamOptions::after)
			.containsExactly("msg_1", "1969-12-31T23:59:59.999Z", "msg_1");
	}

	@Test
	void endsWithFaultOfTheApplication() {
		StepVerifier
			.create(messageSource(Flux.error(new UserException("The client was closed")))
				.open(ConversationMessageSourceTests::checkpoint, TestControls.none()))
			.verifyErrorMessage("The client was closed");
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
		return new ConversationMessageSource("agt_1", "cnv_1", (options) -> {
			this.opened.add(options);
			return Flux.from(connections[this.opened.size() - 1]).cast(StreamEvent.class);
		}, () -> Mono.just(this.page), ExactWaits.ofRequests(RetrySettings.DEFAULTS), new TimeSource(this.time, null),
				Schedulers.immediate());
	}

	private static Checkpoint checkpoint(String conversationId) {
		return new Checkpoint(1, "after " + conversationId, null);
	}

	private static StreamEvent message(@Nullable String id) {
		return new StreamEvent.Message(
				new StreamMessage(id, "cnv_1", MessageRole.ASSISTANT, "text", "text", Instant.EPOCH, Map.of()));
	}

	private static Message listed(String createdAt) {
		Message message = mock();
		given(message.createdAt()).willReturn(Instant.parse(createdAt));
		return message;
	}

	/** Has no checkpoint yet. */
	private static final class Starting implements SourceCheckpoints {

		private volatile @Nullable Instant start;

		@Override
		public Checkpoint current(String conversationId) {
			return new Checkpoint(1, String.valueOf(this.start), null);
		}

		@Override
		public boolean isStarted() {
			return this.start != null;
		}

		@Override
		public void start(Instant time) {
			this.start = time;
		}

	}

}
