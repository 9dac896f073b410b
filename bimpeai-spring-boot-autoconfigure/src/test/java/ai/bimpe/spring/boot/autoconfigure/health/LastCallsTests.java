package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LastCalls} and {@link CallOutcome}.
 */
class LastCallsTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final Clock clock = mock(Clock.class);

	private final LastCalls lastCalls = new LastCalls(this.clock);

	@BeforeEach
	void start() {
		given(this.clock.instant()).willReturn(NOON);
	}

	@Test
	void failureForgetsNoSuccess() {
		heard(null);
		heard(timeout());
		assertThat(seen().success()).isNotNull();
		assertThat(seen().failure()).isNotNull();
		assertThat(seen().failed()).isTrue();
	}

	@Test
	void successForgetsNoFailure() {
		heard(timeout());
		heard(null);
		assertThat(seen().success()).isNotNull();
		assertThat(seen().failure()).isNotNull();
		assertThat(seen().failed()).isFalse();
	}

	@Test
	void failureCountsFromItsOwnTimeOn() {
		heard(timeout());
		assertThat(seen().isOutageSince(NOON)).isTrue();
		assertThat(seen().isOutageSince(NOON.plusNanos(1))).isFalse();
	}

	@Test
	void successAtTheSameTimeIsNoLaterOne() {
		heard(null);
		assertThat(seen().isSuccessAfter(NOON.minusNanos(1))).isTrue();
		assertThat(seen().isSuccessAfter(NOON)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("outages")
	void whatEveryOtherCallWouldEndWithIsAnOutage(BimpeAIException error) {
		heard(error);
		assertThat(seen().isOutageSince(NOON)).isTrue();
	}

	static Stream<BimpeAIException> outages() {
		return Stream.of(timeout(), new ApiConnectionException("refused", null, false),
				new ApiKeyUnavailableException("no key", true), mock(AuthenticationException.class),
				mock(InternalServerException.class));
	}

	@Test
	void otherFailuresAreNone() {
		heard(new BimpeAIException("wrong"));
		assertThat(seen().isOutageSince(NOON)).isFalse();
	}

	@Test
	void showsWhereAndWhenAndWhyButNoMessage() {
		this.lastCalls.onCall(new CallResult("getAgent", "req_7", 1, Duration.ZERO, 503, null,
				new BimpeAIException("the words of a customer"), "default"));
		assertThat(Objects.requireNonNull(seen().failure()).details())
			.containsOnlyKeys("operation", "at", "requestId", "status", "error")
			.containsEntry("operation", "getAgent")
			.containsEntry("at", "2026-01-01T12:00:00Z")
			.containsEntry("requestId", "req_7")
			.containsEntry("status", 503)
			.containsEntry("error", "BimpeAIException");
	}

	@Test
	void hasNoStatusWithoutAnswer() {
		heard(timeout());
		assertThat(Objects.requireNonNull(seen().failure()).details()).doesNotContainKey("status");
	}

	@Test
	void failureOfOneConversationHidesNoOutageUntilThatIsOld() {
		heard(timeout());
		heard("issueStreamTicket", timeout());
		assertThat(Objects.requireNonNull(seen().failure()).operation()).isEqualTo("listAgents");
		given(this.clock.instant()).willReturn(NOON.plus(BimpeAIHealthIndicator.MEMORY).plusNanos(1));
		heard("issueStreamTicket", timeout());
		assertThat(Objects.requireNonNull(seen().failure()).operation()).isEqualTo("issueStreamTicket");
	}

	private void heard(@Nullable BimpeAIException error) {
		heard("listAgents", error);
	}

	private void heard(String operation, @Nullable BimpeAIException error) {
		this.lastCalls.onCall(new CallResult(operation, "req_1", 1, Duration.ZERO, null, null, error, "default"));
	}

	private LastCalls.Seen seen() {
		return Objects.requireNonNull(this.lastCalls.seen().get("default"));
	}

	private static BimpeAIException timeout() {
		return new ApiTimeoutException("listAgents timed out", null, true);
	}

}
