package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Failed;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Poll;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Seen;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Walked;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConversationPoller} with a list of stand-in pages.
 */
class ConversationPollerTests {

	private static final RateLimit UNLIMITED = new RateLimit(null, null, null);

	private final ReactiveConversations conversations = mock();

	/** Page and second of every request. */
	private final List<String> requests = new ArrayList<>();

	private final List<Poll> polls = new ArrayList<>();

	private int pages = 1;

	private RateLimit rateLimit = UNLIMITED;

	private @Nullable RuntimeException failure;

	private @Nullable Throwable end;

	private @Nullable ConversationPoller poller;

	private @Nullable Disposable subscription;

	private RetrySettings retry = RetrySettings.DEFAULTS;

	private final VirtualTime time = new VirtualTime();

	@BeforeEach
	void start() {
		given(this.conversations.list(eq("agt_1"), any(), any())).willAnswer((call) -> {
			ConversationQuery query = call.getArgument(1);
			return PagedFlux.create(query.paging().page(), this::page);
		});
	}

	@AfterEach
	void stop() {
		if (this.subscription != null) {
			this.subscription.dispose();
		}
	}

	@Test
	void shortListIsReadEveryInterval() {
		watch(5, 60);
		this.time.advance(Duration.ofSeconds(12));
		assertThat(this.requests).containsExactly("1@0", "1@5", "1@10");
		assertThat(this.polls).extracting(Object::getClass)
			.containsExactly(Seen.class, Walked.class, Seen.class, Walked.class, Seen.class, Walked.class);
	}

	@Test
	void longListStretchesTheIntervalToTheBudget() {
		this.pages = 8;
		watch(5, 60);
		this.time.advance(Duration.ofMillis(59_999));
		assertThat(this.requests).hasSize(60).startsWith("1@0", "2@1", "3@2").contains("8@7", "1@8");
	}

	@Test
	void pageIsDeliveredBeforeTheNextIsPermitted() {
		this.pages = 2;
		watch(5, 60);
		assertThat(this.polls).singleElement().isInstanceOf(Seen.class);
	}

	@Test
	void failureCostsOnePageAndItsAttemptsAreWithinTheBudget() {
		this.pages = 3;
		watch(60, 60);
		this.time.advance(Duration.ofMillis(500));
		this.failure = new ApiTimeoutException("Slow", null, true);
		this.time.advance(Duration.ofSeconds(1));
		this.failure = null;
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).containsExactly("1@0", "2@1", "2@2", "3@3");
		assertThat(this.polls).extracting(Object::getClass)
			.containsExactly(Seen.class, Failed.class, Seen.class, Seen.class, Walked.class);
	}

	@Test
	void failuresInRowAreWaitedOutLongerAndLonger() {
		this.retry = RetrySettings.DEFAULTS.withMaxDelay(Duration.ofMinutes(1));
		this.failure = new ApiTimeoutException("Slow", null, true);
		watch(1, 6000);
		this.time.advance(Duration.ofMinutes(3));
		assertThat(this.polls).extracting((poll) -> ((Failed) poll).event().delay().toMillis())
			.containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L);
		assertThat(this.polls).extracting((poll) -> ((Failed) poll).event().attempt())
			.containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(this.requests).containsExactly("1@0", "1@0", "1@1", "1@3", "1@7", "1@15", "1@31", "1@63", "1@123");
	}

	@Test
	void waitsAfterFailuresAreThoseOfTheAccount() {
		this.retry = RetrySettings.DEFAULTS.withMaxDelay(Duration.ofMinutes(3)).withInitialDelay(Duration.ofMinutes(2));
		this.failure = new ApiTimeoutException("Slow", null, true);
		watch(1, 6000);
		this.time.advance(Duration.ofMinutes(9));
		assertThat(this.requests).containsExactly("1@0", "1@120", "1@300", "1@480");
	}

	@Test
	void waitThatTheServerAsksForIsFollowedByThatOfTheAccount() {
		this.failure = TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(2));
		watch(1, 6000);
		this.time.advance(Duration.ofMillis(120_499));
		assertThat(this.requests).containsExactly("1@0");
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.requests).containsExactly("1@0", "1@120");
	}

	@Test
	void finalFailureEndsTheWatch() {
		this.failure = new UserException("The client is closed");
		watch(5, 60);
		assertThat(this.end).isSameAs(this.failure);
		assertThat(this.requests).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.spring.stream.internal.source.TestFailures#refusals")
	void refusalIsWaitedOutForMinute(BimpeAIException refusal) {
		this.failure = refusal;
		watch(5, 60);
		// A 400 may be for the sort alone.
		List<String> refused = (refusal instanceof BadRequestException) ? List.of("1@0", "1@1") : List.of("1@0");
		Duration wait = Duration.ofSeconds(58 + refused.size());
		this.time.advance(wait);
		assertThat(this.requests).isEqualTo(refused);
		this.failure = null;
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.requests).startsWith(refused.toArray(String[]::new))
			.hasSize(refused.size() + 1)
			.endsWith("1@" + (wait.toSeconds() + 1));
		assertThat(this.polls).extracting(Object::getClass).containsExactly(Failed.class, Seen.class, Walked.class);
		assertThat(this.end).isNull();
	}

	@Test
	void retryEndsTheWaitAfterRefusal() {
		this.failure = TestFailures.refusedKey(false);
		watch(5, 60);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.requests).containsExactly("1@0");
		this.failure = null;
		Objects.requireNonNull(this.poller).retry();
		assertThat(this.requests).containsExactly("1@0", "1@10");
	}

	@Test
	void spentRateLimitIsWaitedOutButNoLongerThanWindow() {
		this.rateLimit = new RateLimit(120, 0, this.time.now().plusSeconds(30));
		watch(5, 60);
		this.rateLimit = new RateLimit(120, 0, this.time.now().plus(Duration.ofHours(9)));
		this.time.advance(Duration.ofSeconds(29));
		assertThat(this.requests).containsExactly("1@0");
		this.time.advance(Duration.ofSeconds(2));
		assertThat(this.requests).containsExactly("1@0", "1@30");
		this.rateLimit = new RateLimit(120, 0, this.time.now().minusSeconds(30));
		this.time.advance(Duration.ofSeconds(65));
		assertThat(this.requests).containsExactly("1@0", "1@30", "1@90", "1@91", "1@95");
	}

	@Test
	void pollIsTimedFromItsFirstRequestToItsLastPage() {
		this.pages = 3;
		watch(5, 60);
		this.time.advance(Duration.ofSeconds(4));
		assertThat(this.polls).contains(new Walked(Duration.ofSeconds(2), true));
	}

	private void watch(int interval, int requestsPerMinute) {
		AgentStreamSettings settings = AgentStreamSettings.DEFAULTS.withPollInterval(Duration.ofSeconds(interval));
		ConversationPoller poller = new ConversationPoller(this.conversations, "agt_1",
				ExactWaits.ofRequests(this.retry), this.time.source());
		poller.join(new Follower("all", settings.withRequestsPerMinute(requestsPerMinute)));
		this.poller = poller;
		this.subscription = poller.polls().subscribe(this.polls::add, (failure) -> this.end = failure);
	}

	private Mono<ApiResponse<List<Conversation>>> page(int number) {
		this.requests.add(number + "@" + this.time.elapsed().toSeconds());
		if (this.failure != null) {
			return Mono.error(this.failure);
		}
		PageMeta meta = new PageMeta(null, null, number, null, number < this.pages, null, Map.of());
		Conversation listed = new Conversation("cnv_" + number, ConversationChannel.of("webchat"), null, null, null,
				false, false, false, null, null, null, Instant.EPOCH, Instant.EPOCH, null, null, null, null, Map.of());
		return Mono.just(new ApiResponse<>(List.of(listed), meta, 200, HttpHeaders.EMPTY, "req", this.rateLimit));
	}

}
