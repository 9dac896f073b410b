package ai.bimpe.client.observation;

import ai.bimpe.client.core.CallResult;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call while it is observed.
 *
 * @since 0.1.0
 */
public final class ClientObservationContext extends Observation.Context {

	private final String account;

	private final String operation;

	private final String requestId;

	private @Nullable CallResult result;

	private boolean cancelled;

	/**
	 * Create the context of a call.
	 * @param account the name of the account
	 * @param operation the operationId
	 * @param requestId the request id that is sent
	 */
	public ClientObservationContext(String account, String operation, String requestId) {
		this.account = account;
		this.operation = operation;
		this.requestId = requestId;
	}

	/**
	 * Return which client this is.
	 * @return the name of the account, {@code default} unless the client was named
	 */
	public String account() {
		return this.account;
	}

	/**
	 * Return the name of the operation.
	 * @return the operationId, for example {@code listAgents}
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * Return the request id that is sent.
	 * @return the request id
	 */
	public String requestId() {
		return this.requestId;
	}

	/**
	 * Return how the call ended.
	 * @return the result, or {@code null} while the call runs and when it was cancelled
	 */
	public @Nullable CallResult result() {
		return this.result;
	}

	/**
	 * Tell how the call ended.
	 * @param result the result
	 */
	public void complete(CallResult result) {
		this.result = result;
	}

	/**
	 * Return whether the caller has cancelled the call.
	 * @return {@code true} when nobody waits for it any more
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Tell that the caller has cancelled the call.
	 */
	public void cancel() {
		this.cancelled = true;
	}

}
