package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.internal.StreamRetries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestFailures}.
 */
class RequestFailuresTests {

	private static final RetrySettings RETRY = RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(10))
		.withMultiplier(3)
		.withMaxDelay(Duration.ofMillis(50));

	private final ApiTimeoutException slow = new ApiTimeoutException("Slow", null, true);

	@Test
	void waitsAreDrawnBelowTheCeilingsOfTheAccount() {
		boolean[] high = new boolean[4];
		for (int round = 0; round < 200; round++) {
			RequestFailures failures = failures();
			long[] ceilings = { 10, 30, 50, 50 };
			for (int i = 0; i < ceilings.length; i++) {
				long delay = failures.delayAfter(this.slow).toMillis();
				assertThat(delay).isBetween(0L, ceilings[i]);
				high[i] |= delay > ceilings[i] / 2;
			}
		}
		assertThat(high).containsOnly(true);
	}

	@Test
	void countsAllFailures() {
		RequestFailures failures = failures();
		failures.delayAfter(this.slow);
		failures.delayAfter(TestFailures.refusedKey(true));
		assertThat(failures.count()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.spring.stream.internal.source.TestFailures#refusals")
	void refusalsAreWaitedOutForTimeOfTheirOwn(BimpeAIException refusal) {
		RequestFailures failures = failures();
		for (int i = 0; i < 5; i++) {
			assertThat(failures.delayAfter(refusal)).isEqualTo(Duration.ofMinutes(7));
		}
	}

	@Test
	void faultOfTheApplicationIsFinal() {
		assertThat(RequestFailures.isTransient(new UserException("Closed"))).isFalse();
	}

	private static RequestFailures failures() {
		return new RequestFailures(
				new RequestWaits(StreamRetries.reconnects(RETRY), Duration.ofMinutes(7), Duration.ofMinutes(1)));
	}

}
