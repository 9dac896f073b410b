package ai.bimpe.client.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * A server on a free loopback port that says whatever a test wants, also what no server
 * should: it knows of HTTP only how long a request is. Tickets are given out unless a
 * test has its own.
 */
public final class RawServer implements BeforeEachCallback, AfterEachCallback {

	/** The head of a success whose length ends with the connection. */
	public static final String JSON_UNTIL_CLOSE = untilClose("application/json");

	/** The head of a stream whose length ends with the connection. */
	public static final String STREAM_UNTIL_CLOSE = untilClose("text/event-stream");

	/** Ticket that must never be seen anywhere but in the query of a stream. */
	public static final String TICKET = "tkt_SECRET";

	private final Logger log = (Logger) LoggerFactory.getLogger("reactor.netty");

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private ExecutorService threads = Executors.newCachedThreadPool();

	private volatile Answer answer = (request, out) -> out.write("HTTP/1.1 500 No Answer\r\n\r\n");

	private volatile String ticketData = "{\"ticket\":\"" + TICKET + "\",\"expires_in\":60}";

	private ServerSocket listener = unbound();

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		// Of what is wrong on this wire the log would be full.
		this.log.setLevel(Level.ERROR);
		start();
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		close();
		this.log.setLevel(null);
	}

	/**
	 * Start without JUnit's help, as a second server.
	 */
	public RawServer start() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.threads = Executors.newCachedThreadPool();
		this.threads.execute(this::accept);
		return this;
	}

	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.shutdownNow();
	}

	/**
	 * Say what is done with every request from now on, but those for tickets.
	 */
	public RawServer answer(Answer answer) {
		this.answer = answer;
		return this;
	}

	public RawServer answer(String text) {
		return answer((request, out) -> out.write(text));
	}

	/**
	 * Answer with a byte now and then, without end.
	 * @param begin what is said at once
	 * @return completes when the client has closed the connection
	 */
	public CompletableFuture<Void> answerSlowly(String begin) {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		answer((request, out) -> {
			try {
				out.write(begin);
				while (true) {
					out.write("x");
					TimeUnit.MILLISECONDS.sleep(20);
				}
			}
			catch (IOException ex) {
				closed.complete(null);
				throw ex;
			}
		});
		return closed;
	}

	public RawServer ticketData(String json) {
		this.ticketData = json;
		return this;
	}

	public BimpeAIBuilder<BimpeAI> blocking() {
		return BimpeAI.builder().apiKey(Wire.API_KEY).baseUrl(baseUrl());
	}

	public BimpeAIBuilder<ReactiveBimpeAI> reactive() {
		return ReactiveBimpeAI.builder().apiKey(Wire.API_KEY).baseUrl(baseUrl());
	}

	public String baseUrl() {
		return "http://127.0.0.1:" + port();
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Return what came, byte by byte as ISO 8859-1, one text a request.
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Return how many connections are open now.
	 */
	public long connections() {
		return this.sockets.stream().filter((socket) -> !socket.isClosed()).count();
	}

	public static String json(String body) {
		return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	private static String untilClose(String type) {
		return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n";
	}

	private void accept() {
		try {
			while (!this.listener.isClosed()) {
				Socket socket = this.listener.accept();
				this.sockets.add(socket);
				this.threads.execute(() -> serve(socket));
			}
		}
		catch (IOException | RejectedExecutionException ex) {
			// Closed: the test is over.
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = socket.getInputStream();
			Connection out = new Connection(socket);
			for (String request = read(in); !request.isEmpty(); request = read(in)) {
				this.requests.add(request);
				if (request.contains("/stream-ticket")) {
					out.write(json("{\"message\":\"Success\",\"data\":" + this.ticketData + "}"));
				}
				else {
					this.answer.write(request, out);
				}
			}
		}
		catch (IOException ex) {
			// The client has gone, which many tests want.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String read(InputStream in) throws IOException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			int octet = in.read();
			if (octet < 0) {
				return "";
			}
			request.append((char) octet);
		}
		int body = contentLength(request.toString());
		return request.append(new String(in.readNBytes(body), StandardCharsets.ISO_8859_1)).toString();
	}

	private static int contentLength(String head) {
		return head.lines()
			.filter((line) -> line.regionMatches(true, 0, "content-length:", 0, 15))
			.findFirst()
			.map((line) -> Integer.valueOf(line.substring(15).trim()))
			.orElse(0);
	}

	private static ServerSocket unbound() {
		try {
			return new ServerSocket();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a server does with a request. The connection is kept until this fails.
	 */
	@FunctionalInterface
	public interface Answer {

		void write(String request, Connection out) throws IOException, InterruptedException;

	}

	/**
	 * The way back to the client.
	 */
	public static final class Connection {

		private final Socket socket;

		private final OutputStream out;

		private Connection(Socket socket) throws IOException {
			this.socket = socket;
			this.out = socket.getOutputStream();
		}

		public void write(String text) throws IOException {
			write(text.getBytes(StandardCharsets.ISO_8859_1));
		}

		public void write(byte[] bytes) throws IOException {
			this.out.write(bytes);
			this.out.flush();
		}

		/**
		 * Close the connection in good order.
		 */
		public void close() throws IOException {
			this.socket.close();
			throw new SocketException("Closed by the test");
		}

		/**
		 * Write until the client no longer takes it, and return how many bytes that were.
		 */
		public long writeForEver(String text, long most) {
			byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
			long written = 0;
			try {
				while (written < most) {
					this.out.write(bytes);
					written += bytes.length;
				}
			}
			catch (IOException ex) {
				// The client has closed the connection.
			}
			return written;
		}

	}

}
