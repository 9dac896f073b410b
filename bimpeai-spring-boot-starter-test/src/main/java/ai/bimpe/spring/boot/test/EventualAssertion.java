package ai.bimpe.spring.boot.test;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Repeats an assertion until it passes or a timeout is over.
 */
final class EventualAssertion {

	static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

	private EventualAssertion() {
	}

	static void await(Duration timeout, Runnable assertion) {
		if (timeout.isZero()) {
			assertion.run();
			return;
		}
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(POLL_INTERVAL)
				.atMost(timeout)
				.untilAsserted(assertion::run);
		}
		catch (ConditionTimeoutException ex) {
			// What was seen last says more than that time is up.
			assertion.run();
			throw ex;
		}
	}

}
