package ai.bimpe.client.http;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The connection of one stream, to be closed when the stream is cancelled. When the
 * cancel comes between the headers and the body, Spring's connector drains the body
 * instead, which has no end, and fails who wants to read it.
 */
final class OpenedConnection {

	private @Nullable Connection connection;

	private volatile boolean cancelled;

	synchronized void remember(ClientHttpRequest request) {
		if (request.getNativeRequest() instanceof Connection opened) {
			this.connection = opened;
			closeIfCancelled();
		}
	}

	Flux<DataBuffer> read(Flux<DataBuffer> body) {
		return body.onErrorComplete((failure) -> this.cancelled);
	}

	<T> Flux<T> closeOnCancel(Flux<T> stream) {
		// Closed only after the cancel has gone up: a body that is being read then ends
		// as
		// cancelled and not as lost.
		return stream.doOnCancel(() -> this.cancelled = true).doFinally(this::end);
	}

	private synchronized void end(SignalType signal) {
		closeIfCancelled();
	}

	private void closeIfCancelled() {
		if (this.cancelled && this.connection != null) {
			Future<?> unused = this.connection.channel().close();
		}
	}

}
