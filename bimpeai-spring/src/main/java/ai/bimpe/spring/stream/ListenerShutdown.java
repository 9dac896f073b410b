package ai.bimpe.spring.stream;

/**
 * What becomes of messages that were received and not yet handed over, when the
 * application stops.
 *
 * @since 0.1.0
 */
public enum ListenerShutdown {

	/**
	 * Listeners finish the messages that they have begun. The rest is not acknowledged,
	 * and comes after the restart.
	 */
	CURRENT,

	/**
	 * Everything that was received is delivered first, except for parked conversations.
	 */
	DRAIN

}
