package ai.bimpe.client.internal.sse;

/**
 * An event exceeded the size that one event may have, and was skipped.
 *
 * @since 0.1.0
 */
public class EventTooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Greatest size allowed, in bytes.
	 */
	private final int maxEventSize;

	/**
	 * Create the exception.
	 * @param maxEventSize the greatest size allowed, in bytes
	 */
	public EventTooLargeException(int maxEventSize) {
		super("An event of the stream exceeds " + maxEventSize
				+ " bytes and was skipped. Raise 'bimpeai.max-event-size' to receive it.");
		this.maxEventSize = maxEventSize;
	}

	/**
	 * Return the limit that was exceeded.
	 * @return the greatest size allowed, in bytes
	 */
	public int maxEventSize() {
		return this.maxEventSize;
	}

}
