package ai.bimpe.client.internal.http;

import java.net.URI;
import java.time.Duration;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same over all attempts of a call, and what is counted on the way.
 * Attempts follow each other, so nothing here is shared between threads at one time.
 */
final class CallContext {

	final String account;

	final Operation<?> operation;

	final URI uri;

	final String query;

	final byte @Nullable [] body;

	final CallOptions options;

	final String requestId;

	final @Nullable String idempotencyKey;

	/** Kept over all attempts, unless the server refuses it. */
	@Nullable ApiKey apiKey;

	boolean keyRefreshed;

	private final long start = System.nanoTime();

	private int attempts;

	private @Nullable Integer status;

	private @Nullable RateLimit rateLimit;

	private OperationRateLimiter.@Nullable Permit permit;

	CallContext(String account, Operation<?> operation, URI uri, String query, byte @Nullable [] body,
			CallOptions options) {
		this.account = account;
		this.operation = operation;
		this.uri = uri;
		this.query = query;
		this.body = body;
		this.options = options;
		this.requestId = (options.requestId() != null) ? options.requestId() : UuidGenerator.next();
		String given = options.idempotencyKey();
		this.idempotencyKey = (given != null || !operation.isWrite()) ? given : UuidGenerator.next();
	}

	/**
	 * Forgets the answer of the last attempt, so that it is not taken for the next one's.
	 */
	void attempt() {
		this.attempts++;
		this.status = null;
		this.rateLimit = null;
	}

	void permit(OperationRateLimiter.Permit permit) {
		this.permit = permit;
	}

	OperationRateLimiter.@Nullable Permit permit() {
		return this.permit;
	}

	void answered(int status, RateLimit rateLimit) {
		this.status = status;
		this.rateLimit = rateLimit;
	}

	String describe() {
		return this.operation.id() + " (request id " + this.requestId + ")";
	}

	CallRetry retry(Throwable failure, Duration delay) {
		return new CallRetry(this.operation.id(), this.requestId, this.attempts, delay, ours(failure), this.account);
	}

	CallResult result(@Nullable Throwable failure) {
		BimpeAIException error = (failure != null) ? ours(failure) : null;
		return new CallResult(this.operation.id(),
				(error instanceof ApiException api) ? api.requestId() : this.requestId, this.attempts,
				Duration.ofNanos(System.nanoTime() - this.start), this.status, this.rateLimit, error, this.account);
	}

	private BimpeAIException ours(Throwable failure) {
		return (failure instanceof BimpeAIException ours) ? ours
				: new BimpeAIException(describe() + " failed", failure);
	}

}
