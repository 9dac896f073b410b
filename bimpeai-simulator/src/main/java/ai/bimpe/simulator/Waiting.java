package ai.bimpe.simulator;

import java.util.function.Supplier;

/**
 * Waits for something that has to happen in time.
 */
final class Waiting {

	private Waiting() {
	}

	static void until(Condition condition, Supplier<String> expectation) {
		try {
			if (!condition.await()) {
				throw new AssertionError("Expected " + expectation.get());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for " + expectation.get(), ex);
		}
	}

	/**
	 * Something to wait for.
	 */
	@FunctionalInterface
	interface Condition {

		boolean await() throws InterruptedException;

	}

}
