package ai.bimpe.spring.stream;

import java.util.concurrent.CompletableFuture;

/**
 * The acknowledgement of a message that a listener has deferred, because its work is not
 * finished when the listener returns. Thread-safe; the first call counts, later ones do
 * nothing. One that is not completed in time is a failed delivery.
 *
 * @since 0.1.0
 * @see MessageReceivedEvent#deferAcknowledgement()
 * @see DeliverySettings#acknowledgementTimeout()
 */
public final class Acknowledgement {

	private final CompletableFuture<Void> outcome;

	Acknowledgement(CompletableFuture<Void> outcome) {
		this.outcome = outcome;
	}

	/**
	 * Report that the message is processed.
	 */
	public void acknowledge() {
		this.outcome.complete(null);
	}

	/**
	 * Report that the message could not be processed: its delivery has failed, as if the
	 * listener had thrown.
	 * @param cause why
	 */
	public void fail(Throwable cause) {
		this.outcome.completeExceptionally(cause);
	}

}
