package ai.bimpe.client.core;

/**
 * Hears how every call ended. Called on the thread that completes the call, which may be
 * an event loop: return quickly and do not block. An exception thrown here is logged and
 * otherwise ignored. Cancelled calls are not reported.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallListener {

	/**
	 * Hear about a call that ended.
	 * @param result how the call ended
	 */
	void onCall(CallResult result);

	/**
	 * Hear that a call is going to be tried again. Called before the wait, once for every
	 * further attempt.
	 * @param retry what failed, and how long the call waits
	 */
	default void onRetry(CallRetry retry) {
	}

}
