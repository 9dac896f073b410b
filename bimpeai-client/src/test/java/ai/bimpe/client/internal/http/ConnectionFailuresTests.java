package ai.bimpe.client.internal.http;

import java.net.SocketException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionFailures}.
 */
class ConnectionFailuresTests {

	static Stream<Arguments> beforeSending() {
		return Stream.of(Arguments.of(tls(new CertificateException("PKIX path building failed")), "is not trusted"),
				Arguments.of(tls(new CertificateException("No name matching localhost found")), "is for another name"),
				Arguments.of(tls(new CertificateExpiredException("NotAfter")), "is not valid today"),
				Arguments.of(new SSLHandshakeException("Received fatal alert: handshake_failure"),
						"did not agree on TLS"),
				Arguments.of(new DecoderException(new SSLException("Tag mismatch")), "did not agree on TLS"),
				Arguments.of(new DecoderException(new NotSslRecordException("not an SSL/TLS record")),
						"does not speak TLS"),
				Arguments.of(new ProxyConnectException("http, none, /127.0.0.1:1 => x:443, status: 407 Needed"),
						"which asks for a login"),
				Arguments.of(new ProxyConnectException("http, none, /127.0.0.1:1 => x:443, status: 502 Bad"),
						"could not connect through the proxy"),
				Arguments.of(new SocketException("Network is unreachable"), "could not connect to the server"));
	}

	@ParameterizedTest
	@MethodSource("beforeSending")
	void whatFailsBeforeItIsSentIsSaidSo(Exception failure, String message) {
		assertThat(ConnectionFailures.translate("getAgent", failure, false))
			.isInstanceOfSatisfying(ApiConnectionException.class, (ex) -> {
				assertThat(ex).hasMessageContaining(message).hasMessageNotContaining("lost");
				assertThat(ex.isSent()).isFalse();
				assertThat(ex.isRetryable()).isTrue();
			});
	}

	@Test
	void handshakeThatTheServerRefusesAfterwardsIsNoRequestEither() {
		Exception refused = new SSLHandshakeException("Received fatal alert: certificate_required");
		assertThat(ConnectionFailures.translate("getAgent", refused, true))
			.isInstanceOfSatisfying(ApiConnectionException.class, (ex) -> assertThat(ex.isSent()).isFalse());
	}

	@Test
	void whatIsLostInTheMiddleMayHaveBeenDone() {
		for (Exception failure : new Exception[] { new SocketException("Connection reset"),
				new SSLException("Tag mismatch") }) {
			assertThat(ConnectionFailures.translate("getAgent", failure, true))
				.isInstanceOfSatisfying(ApiConnectionException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("lost its connection");
					assertThat(ex.isSent()).isTrue();
				});
		}
	}

	@Test
	void timeOutWithoutConnectionIsNoRequest() {
		ApiTimeoutException before = ConnectionFailures.timeout("getAgent", Duration.ofSeconds(30), false);
		assertThat(before).hasMessage("getAgent found no connection within PT30S");
		assertThat(before.isSent()).isFalse();
		assertThat(ConnectionFailures.timeout("getAgent", Duration.ofSeconds(30), true).isSent()).isTrue();
	}

	private static Exception tls(CertificateException cause) {
		SSLHandshakeException failure = new SSLHandshakeException("General problem");
		failure.initCause(cause);
		return failure;
	}

}
