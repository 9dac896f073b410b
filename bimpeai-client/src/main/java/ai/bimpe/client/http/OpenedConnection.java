package ai.bimpe.client.http;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The connection of one stream, to be closed when the stream is cancelled. Spring's
 * connector would drain the body instead when the cancel comes between the headers and
 * the first byte, and the body of a stream has no end.
 */
final class OpenedConnection {

	private @Nullable Connection connection;

	private boolean cancelled;

	synchronized void remember(ClientHttpRequest request) {
		if (request.getNativeRequest() instanceof Connection opened) {
			this.connection = opened;
			closeIfCancelled();
		}
	}

	synchronized void cancel() {
		this.cancelled = true;
		closeIfCancelled();
	}

	private void closeIfCancelled() {
		if (this.cancelled && this.connection != null) {
			Future<?> unused = this.connection.channel().close();
		}
	}

}
