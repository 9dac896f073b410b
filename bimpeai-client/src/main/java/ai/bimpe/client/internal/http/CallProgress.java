package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.function.Consumer;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import org.jspecify.annotations.Nullable;

/**
 * What the observation of one call counts over its attempts.
 */
final class CallProgress implements AttemptListener {

	private final String account;

	private final CallRequest<?> request;

	private final Consumer<CallRetry> onRetry;

	private final long start = System.nanoTime();

	private int attempts;

	private @Nullable ResponseHead last;

	CallProgress(String account, CallRequest<?> request, Consumer<CallRetry> onRetry) {
		this.account = account;
		this.request = request;
		this.onRetry = onRetry;
	}

	// The answer of the last attempt is not taken for that of the next.
	@Override
	public void onAttempt() {
		this.attempts++;
		this.last = null;
	}

	@Override
	public void onResponse(ResponseHead head) {
		this.last = head;
	}

	@Override
	public void onRetry(Throwable failure, Duration delay) {
		this.onRetry.accept(new CallRetry(this.request.operation.id(), this.request.requestId, this.attempts, delay,
				ours(failure), this.account));
	}

	CallResult result(@Nullable Throwable failure) {
		BimpeAIException error = (failure != null) ? ours(failure) : null;
		ResponseHead last = this.last;
		return new CallResult(this.request.operation.id(),
				(error instanceof ApiException api) ? api.requestId() : this.request.requestId, this.attempts,
				Duration.ofNanos(System.nanoTime() - this.start), (last != null) ? last.status() : null,
				(last != null) ? last.rateLimit() : null, error, this.account);
	}

	private BimpeAIException ours(Throwable failure) {
		return (failure instanceof BimpeAIException ours) ? ours
				: new BimpeAIException(this.request + " failed", failure);
	}

}
