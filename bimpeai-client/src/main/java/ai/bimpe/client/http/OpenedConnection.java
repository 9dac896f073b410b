package ai.bimpe.client.http;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The connection of one attempt, of which nothing may be left when the attempt is
 * cancelled. Neither Spring's connector nor Reactor Netty releases a body that comes
 * while the cancel is on its way and that nobody will read.
 */
final class OpenedConnection {

	private final boolean endless;

	private @Nullable Connection connection;

	private volatile boolean cancelled;

	private OpenedConnection(boolean endless) {
		this.endless = endless;
	}

	/**
	 * Create for a call, whose connection others use after it.
	 * @return the connection
	 */
	static OpenedConnection ofCall() {
		return new OpenedConnection(false);
	}

	/**
	 * Create for a stream, whose body has no end to wait for.
	 * @return the connection
	 */
	static OpenedConnection ofStream() {
		return new OpenedConnection(true);
	}

	synchronized void remember(ClientHttpRequest request) {
		if (request.getNativeRequest() instanceof Connection opened) {
			this.connection = opened;
			releaseIfCancelled();
		}
	}

	Flux<DataBuffer> read(Flux<DataBuffer> body) {
		// Once cancelled, Spring's connector fails who wants to read.
		return body.onErrorComplete((failure) -> this.cancelled);
	}

	// Released only after the cancel has gone up: a body that is being read then ends as
	// cancelled and not as lost.
	<T> Mono<T> releaseOnCancel(Mono<T> attempt) {
		return attempt.doOnCancel(() -> this.cancelled = true).doFinally(this::end);
	}

	<T> Flux<T> releaseOnCancel(Flux<T> attempt) {
		return attempt.doOnCancel(() -> this.cancelled = true).doFinally(this::end);
	}

	private synchronized void end(SignalType signal) {
		releaseIfCancelled();
	}

	private void releaseIfCancelled() {
		if (this.cancelled && this.connection != null) {
			// Takes what nobody reads; refused when somebody does.
			this.connection.inbound().receive().subscribe((unread) -> {
			}, (refused) -> {
			});
			if (this.endless) {
				Future<?> unused = this.connection.channel().close();
			}
		}
	}

}
