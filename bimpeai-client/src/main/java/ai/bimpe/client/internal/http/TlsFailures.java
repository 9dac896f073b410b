package ai.bimpe.client.internal.http;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Tells a secure connection that was never made from one that was lost.
 */
final class TlsFailures {

	private TlsFailures() {
	}

	/**
	 * Return whether client and server did not agree on a secure connection.
	 * @param failure what the transport threw
	 * @param begun whether a request was about to be written
	 * @return {@code true} when no request was read over this connection
	 */
	static boolean isOfHandshake(Throwable failure, boolean begun) {
		return find(failure, SSLHandshakeException.class) != null
				|| find(failure, SSLPeerUnverifiedException.class) != null
				|| find(failure, SSLKeyException.class) != null || find(failure, NotSslRecordException.class) != null
				|| (!begun && find(failure, SSLException.class) != null);
	}

	/**
	 * Say why. The texts of the JDK differ between its versions, and name hosts.
	 * @param failure what the transport threw
	 * @return half a sentence
	 */
	static String reason(Throwable failure) {
		if (find(failure, NotSslRecordException.class) != null) {
			return "what answers does not speak TLS";
		}
		if (find(failure, CertificateExpiredException.class) != null
				|| find(failure, CertificateNotYetValidException.class) != null) {
			return "the certificate of the server is not valid today";
		}
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		if (root instanceof CertificateException && String.valueOf(root.getMessage()).startsWith("No ")) {
			return "the certificate of the server is for another name";
		}
		if (find(failure, CertificateException.class) != null || find(failure, CertPathValidatorException.class) != null
				|| String.valueOf(root.getMessage()).contains("unable to find valid certification path")) {
			return "the certificate of the server is not trusted";
		}
		return "client and server did not agree on TLS";
	}

	private static @Nullable Throwable find(@Nullable Throwable failure, Class<? extends Throwable> type) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < 16; depth++) {
			if (type.isInstance(cause)) {
				return cause;
			}
			cause = cause.getCause();
		}
		return null;
	}

}
