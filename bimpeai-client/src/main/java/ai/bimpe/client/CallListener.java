package ai.bimpe.client;

/**
 * Hears how every call ended. Called once a call on the thread that completes it, which
 * may be an event loop: return quickly and do not block. An exception thrown here is
 * logged and otherwise ignored. Cancelled calls are not reported.
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

}
