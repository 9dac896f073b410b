package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLSocketFactory;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a free loopback port that speaks TLS only, and changes its certificate when
 * told: open connections keep theirs.
 */
final class TlsServer implements BeforeEachCallback, AfterEachCallback {

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final MockWebServer server = new MockWebServer();

	private volatile SSLSocketFactory current = sockets(certificate());

	static HeldCertificate certificate() {
		return new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
	}

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.server.setProtocols(List.of(Protocol.HTTP_1_1));
		this.server.useHttps(new SwitchingSocketFactory());
		this.server.start();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.server.close();
	}

	void certificate(HeldCertificate certificate) {
		this.current = sockets(certificate);
	}

	void dispatcher(Dispatcher dispatcher) {
		this.server.setDispatcher(dispatcher);
	}

	String baseUrl() {
		return "https://localhost:" + this.server.getPort();
	}

	int requests() {
		return this.server.getRequestCount();
	}

	/**
	 * Return the connections in the order in which they were opened, also those that are
	 * closed.
	 */
	List<Socket> sockets() {
		return this.sockets;
	}

	private static SSLSocketFactory sockets(HeldCertificate certificate) {
		return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory();
	}

	private final class SwitchingSocketFactory extends SSLSocketFactory {

		@Override
		public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
			Socket secured = TlsServer.this.current.createSocket(socket, host, port, autoClose);
			TlsServer.this.sockets.add(secured);
			return secured;
		}

		@Override
		public String[] getDefaultCipherSuites() {
			return TlsServer.this.current.getDefaultCipherSuites();
		}

		@Override
		public String[] getSupportedCipherSuites() {
			return TlsServer.this.current.getSupportedCipherSuites();
		}

		@Override
		public Socket createSocket(String host, int port) throws IOException {
			return TlsServer.this.current.createSocket(host, port);
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
			return TlsServer.this.current.createSocket(host, port, localHost, localPort);
		}

		@Override
		public Socket createSocket(InetAddress host, int port) throws IOException {
			return TlsServer.this.current.createSocket(host, port);
		}

		@Override
		public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
				throws IOException {
			return TlsServer.this.current.createSocket(address, port, localAddress, localPort);
		}

	}

}
