package ai.bimpe.spring.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on a free loopback port that tunnels every CONNECT to one server,
 * whatever name the client asks for, and keeps what it was asked.
 */
final class ConnectProxy implements AutoCloseable {

	private final int target;

	private final ServerSocket listener;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile String answer = "HTTP/1.1 200 Connection established";

	ConnectProxy(int target) throws IOException {
		this.target = target;
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.threads.execute(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	void answer(String statusLine) {
		this.answer = statusLine;
	}

	/**
	 * Return the heads of the requests.
	 */
	List<String> requests() {
		return this.requests;
	}

	private void accept() {
		try {
			while (true) {
				Socket client = keep(this.listener.accept());
				this.threads.execute(() -> tunnel(client));
			}
		}
		catch (IOException closed) {
			// The test is over.
		}
	}

	private void tunnel(Socket client) {
		try (client) {
			this.requests.add(head(client));
			client.getOutputStream().write((this.answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			if (this.answer.contains(" 200 ")) {
				try (Socket server = keep(new Socket(InetAddress.getLoopbackAddress(), this.target))) {
					this.threads.execute(() -> copy(server, client));
					copy(client, server);
				}
			}
		}
		catch (SocketException closed) {
			// One of the sides is gone.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String head(Socket client) throws IOException {
		// A client sends nothing more before it is answered, so that nothing is read
		// ahead.
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
		StringBuilder head = new StringBuilder();
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			head.append(line).append('\n');
		}
		return head.toString();
	}

	private static void copy(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream()) {
			in.transferTo(to.getOutputStream());
		}
		catch (IOException closed) {
			// One of the sides is gone.
		}
	}

	private Socket keep(Socket socket) {
		this.sockets.add(socket);
		return socket;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.shutdownNow();
	}

}
