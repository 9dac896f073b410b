package ai.bimpe.client.http;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SignalType;
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

	// After the cancel has gone up, so that a body that is being read ends as cancelled
	// and
	// not as lost.
	synchronized void end(SignalType signal) {
		this.cancelled = (signal == SignalType.CANCEL);
		closeIfCancelled();
	}

	private void closeIfCancelled() {
		if (this.cancelled && this.connection != null) {
			Future<?> unused = this.connection.channel().close();
		}
	}

}
