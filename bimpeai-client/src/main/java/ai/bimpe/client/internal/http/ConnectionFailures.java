package ai.bimpe.client.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.timeout.TimeoutException;
import reactor.core.Exceptions;
import reactor.netty.channel.AbortedException;

import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Turns what the transport throws into our exceptions. The exceptions of WebClient carry
 * the URL and the headers, so only their causes are kept.
 *
 * @since 0.1.0
 */
public final class ConnectionFailures {

	/** Netty tells the status of the proxy in its message only. */
	private static final String NO_LOGIN = "status: 407";

	private ConnectionFailures() {
	}

	/**
	 * Translate a failure of the transport.
	 * @param what the operation and request id, for the message
	 * @param failure what the transport threw
	 * @return our exception; the failure itself when it is ours already
	 */
	public static Throwable translate(String what, Throwable failure) {
		return translate(what, failure, true);
	}

	/**
	 * Translate a failure of the transport.
	 * @param what the operation and request id, for the message
	 * @param failure what the transport threw
	 * @param begun {@code false} when the connection was not made, so that the request
	 * certainly never left
	 * @return our exception; the failure itself when it is ours already
	 */
	static Throwable translate(String what, Throwable failure, boolean begun) {
		Throwable cause = Exceptions.unwrap(failure);
		if (cause instanceof BimpeAIException || cause instanceof Error) {
			return cause;
		}
		boolean transport = isTransport(cause);
		if (cause instanceof WebClientRequestException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause instanceof BimpeAIException) {
			return cause;
		}
		if (!transport) {
			return new BimpeAIException(what + " failed in this process, not on the way: see the cause", cause);
		}
		// The pool gives up with the exception of java.util.concurrent.
		if (cause instanceof ConnectTimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
			return new ApiTimeoutException(what + " found no connection in time", cause, false);
		}
		if (TlsFailures.isOfHandshake(cause, begun)) {
			return new ApiConnectionException(
					what + " could not make a secure connection: " + TlsFailures.reason(cause), cause, false);
		}
		if (cause instanceof TimeoutException) {
			return new ApiTimeoutException(what + " was not answered in time", cause, begun);
		}
		if (cause instanceof ProxyConnectException) {
			boolean login = String.valueOf(cause.getMessage()).contains(NO_LOGIN);
			return new ApiConnectionException(
					what + " could not connect through the proxy" + (login ? ", which asks for a login" : ""), cause,
					false);
		}
		boolean refused = !begun || cause instanceof ConnectException || cause instanceof UnknownHostException
				|| cause instanceof NoRouteToHostException;
		return new ApiConnectionException(
				what + (refused ? " could not connect to the server" : " lost its connection to the server"), cause,
				!refused);
	}

	private static boolean isTransport(Throwable failure) {
		return failure instanceof WebClientRequestException || failure instanceof IOException
				|| failure instanceof ChannelException || failure instanceof CodecException
				|| failure instanceof AbortedException || failure instanceof java.util.concurrent.TimeoutException;
	}

	/**
	 * Create the exception of an attempt that took too long.
	 * @param what the operation and request id, for the message
	 * @param timeout the time-out that passed
	 * @param begun {@code false} when there was no connection by then, so that the
	 * request certainly never left
	 * @return the exception
	 */
	static ApiTimeoutException timeout(String what, Duration timeout, boolean begun) {
		return new ApiTimeoutException(
				what + (begun ? " was not answered within " : " found no connection within ") + timeout, null, begun);
	}

}
