package ai.bimpe.client.internal.http;

import java.util.function.Supplier;

import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.UserException;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientInfos;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
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

	private volatile boolean begun;

	private volatile @Nullable Supplier<ApiException> refusal;

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

	/**
	 * Return whether there is a connection, on which a request is or may be written.
	 * @return {@code false} while it certainly was not
	 */
	boolean isBegun() {
		return this.begun;
	}

	synchronized void remember(ClientHttpRequest request) {
		this.begun = true;
		if (request.getNativeRequest() instanceof Connection opened) {
			refuseRedirect(opened);
			MalformedResponseHandler.addTo(opened);
			InformationalResponseHandler.addTo(opened);
			this.connection = opened;
			releaseIfCancelled();
		}
	}

	// A connector of the application may follow redirects: what belongs to the endpoint,
	// such as a ticket or the text of a message, would go to wherever one points.
	private static void refuseRedirect(Connection connection) {
		if (connection instanceof HttpClientInfos sent && sent.redirectedFrom().length > 0) {
			throw new UserException("The server answered with a redirect, and the connector follows it: requests go "
					+ "to the endpoint only, so switch redirects off in the connector");
		}
	}

	/**
	 * Take note that the server has refused the request. Its status counts, also when the
	 * body does not come.
	 * @param refusal gives the exception of the status
	 */
	void refuse(Supplier<ApiException> refusal) {
		this.refusal = refusal;
	}

	/**
	 * Return what the server has refused the request with.
	 * @return the exception of the status, or {@code null} when it has not refused it
	 */
	@Nullable ApiException refusal() {
		Supplier<ApiException> refusal = this.refusal;
		return (refusal != null) ? refusal.get() : null;
	}

	Flux<DataBuffer> read(Flux<DataBuffer> body) {
		// Once cancelled, Spring's connector fails who wants to read.
		return body.onErrorComplete((failure) -> this.cancelled);
	}

	/**
	 * Let go of a body that nobody will read, and that may have no end to wait for.
	 * @param body the body
	 */
	void abandon(Flux<DataBuffer> body) {
		read(body).subscribe(DataBufferUtils::release, (lost) -> {
		}).dispose();
	}

	/**
	 * Cancel what reads from it. Released only after the cancel has gone up: a body that
	 * is being read then ends as cancelled and not as lost.
	 * @param upstream cancels
	 */
	void cancel(Runnable upstream) {
		this.cancelled = true;
		upstream.run();
		end(SignalType.CANCEL);
	}

	// As above.
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
