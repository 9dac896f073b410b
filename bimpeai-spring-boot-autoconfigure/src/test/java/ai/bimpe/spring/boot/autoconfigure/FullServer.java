package ai.bimpe.spring.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server on a free loopback port whose queue of connections can be filled, so that the
 * system answers no other one: who connects then waits as long as it likes.
 */
final class FullServer implements AutoCloseable {

	private static final int MOST = 16;

	private static final int CONNECT_MILLIS = 1000;

	private final List<Socket> waiting = new ArrayList<>();

	private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	FullServer() throws IOException {
		this.listener.setSoTimeout(30_000);
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.listener.getLocalPort();
	}

	/**
	 * Fill the queue. One connection that takes long may be due to a stall of the
	 * machine.
	 */
	void fill() throws IOException {
		int inVain = 0;
		for (int i = 0; i < MOST && inVain < 2; i++) {
			Socket socket = new Socket();
			this.waiting.add(socket);
			try {
				socket.connect(this.listener.getLocalSocketAddress(), CONNECT_MILLIS);
				inVain = 0;
			}
			catch (SocketTimeoutException ex) {
				inVain++;
			}
		}
		assertThat(inVain).as("connections that waited in vain for a place in the queue").isEqualTo(2);
	}

	/**
	 * Take the first request, and answer when the queue is full.
	 * @param json the body of the answer
	 */
	void answerOnceFull(String json) throws IOException {
		Socket socket = this.listener.accept();
		this.waiting.add(socket);
		BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		String line = in.readLine();
		while (line != null && !line.isEmpty()) {
			line = in.readLine();
		}
		fill();
		socket.getOutputStream()
			.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
					+ json)
				.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		for (Socket socket : this.waiting) {
			socket.close();
		}
		this.listener.close();
	}

}
