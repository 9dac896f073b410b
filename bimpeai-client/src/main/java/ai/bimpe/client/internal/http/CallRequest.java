package ai.bimpe.client.internal.http;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What a call sends, the same in all attempts but for what a stage replaces. Immutable.
 *
 * @param <T> the type of the data
 */
final class CallRequest<T> {

	final Operation<T> operation;

	final URI uri;

	final String query;

	final byte @Nullable [] body;

	final CallOptions options;

	final String requestId;

	final @Nullable String idempotencyKey;

	final @Nullable ApiKey apiKey;

	final AttemptListener listener;

	CallRequest(Operation<T> operation, URI uri, String query, byte @Nullable [] body, CallOptions options) {
		this.operation = operation;
		this.uri = uri;
		this.query = query;
		this.body = body;
		this.options = options;
		this.requestId = (options.requestId() != null) ? options.requestId() : UuidGenerator.next();
		String given = options.idempotencyKey();
		this.idempotencyKey = (given != null || !operation.isWrite()) ? given : UuidGenerator.next();
		this.apiKey = null;
		this.listener = AttemptListener.NONE;
	}

	private CallRequest(CallRequest<T> other, @Nullable ApiKey apiKey, AttemptListener listener) {
		this.operation = other.operation;
		this.uri = other.uri;
		this.query = other.query;
		this.body = other.body;
		this.options = other.options;
		this.requestId = other.requestId;
		this.idempotencyKey = other.idempotencyKey;
		this.apiKey = apiKey;
		this.listener = listener;
	}

	CallRequest<T> withApiKey(ApiKey key) {
		return new CallRequest<>(this, key, this.listener);
	}

	CallRequest<T> withListener(AttemptListener listener) {
		return new CallRequest<>(this, this.apiKey, this.listener.and(listener));
	}

	/**
	 * Return what messages call it.
	 */
	@Override
	public String toString() {
		return this.operation.id() + " (request id " + this.requestId + ")";
	}

}
