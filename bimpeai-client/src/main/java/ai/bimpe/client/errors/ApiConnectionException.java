package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * No complete answer arrived: the connection could not be made, was lost, or was cut in
 * the middle of a body. Whether the server acted on the request is not known unless
 * {@link #isSent()} is {@code false}.
 *
 * @since 0.1.0
 */
public class ApiConnectionException extends BimpeAIException {

	private static final long serialVersionUID = 1L;

	private final boolean sent;

	/**
	 * Create an exception.
	 * @param message what went wrong
	 * @param cause the cause, or {@code null} when there is none
	 * @param sent {@code false} when the request certainly never left
	 */
	public ApiConnectionException(String message, @Nullable Throwable cause, boolean sent) {
		super(message, cause);
		this.sent = sent;
	}

	/**
	 * Return whether the server may have received the request.
	 * @return {@code false} when the request certainly never left, as with a refused
	 * connection, a certificate that is not trusted, or a proxy that asks for a login
	 */
	public boolean isSent() {
		return this.sent;
	}

	@Override
	public boolean isRetryable() {
		return true;
	}

}
