package ai.bimpe.spring.stream;

/**
 * What a stream does after a message that its listeners failed to take in all attempts.
 *
 * @since 0.1.0
 */
public enum OnDeliveryFailure {

	/**
	 * The message is acknowledged when listeners of the
	 * {@link MessageDeliveryFailedEvent} have taken it, and the next one follows.
	 * Otherwise its conversation stops until an operator acts.
	 */
	CONTINUE,

	/**
	 * The message is not acknowledged, and the stream is paused. It comes again when the
	 * stream is resumed.
	 */
	PAUSE

}
