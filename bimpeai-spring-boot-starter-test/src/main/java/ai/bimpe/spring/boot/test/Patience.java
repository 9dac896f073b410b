package ai.bimpe.spring.boot.test;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Waits for assertions to hold.
 */
final class Patience {

	static final Duration USUAL = Duration.ofSeconds(10);

	private static final Duration PAUSE = Duration.ofMillis(10);

	private Patience() {
	}

	static void await(Duration patience, Runnable assertion) {
		if (patience.isZero()) {
			assertion.run();
			return;
		}
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(PAUSE)
				.atMost(patience)
				.untilAsserted(assertion::run);
		}
		catch (ConditionTimeoutException ex) {
			// What was seen last says more than that time is up.
			assertion.run();
			throw ex;
		}
	}

}
