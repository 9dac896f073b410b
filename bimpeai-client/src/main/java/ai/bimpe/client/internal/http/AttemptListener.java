package ai.bimpe.client.internal.http;

import java.time.Duration;

/**
 * Receives what happens to the attempts of one call, from the exchange and from stages
 * that repeat it. Attempts follow each other, so it is used by one thread at a time.
 */
interface AttemptListener {

	AttemptListener NONE = new AttemptListener() {
	};

	/**
	 * A request is about to be sent.
	 */
	default void onAttempt() {
	}

	/**
	 * The server has answered; the body is still to come.
	 * @param head status and headers
	 */
	default void onResponse(ResponseHead head) {
	}

	/**
	 * The request will be repeated.
	 * @param failure why
	 * @param delay how long that takes
	 */
	default void onRetry(Throwable failure, Duration delay) {
	}

	/**
	 * Add a listener.
	 * @param other the other listener
	 * @return both, this one first
	 */
	default AttemptListener and(AttemptListener other) {
		AttemptListener first = this;
		return (first == NONE) ? other : new AttemptListener() {

			@Override
			public void onAttempt() {
				first.onAttempt();
				other.onAttempt();
			}

			@Override
			public void onResponse(ResponseHead head) {
				first.onResponse(head);
				other.onResponse(head);
			}

			@Override
			public void onRetry(Throwable failure, Duration delay) {
				first.onRetry(failure, delay);
				other.onRetry(failure, delay);
			}

		};
	}

}
