package ai.bimpe.client.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A relay that swallows everything, in both directions, once a connection has brought so
 * many bytes to the client. Both ends stay open, as behind a firewall that has forgotten
 * the connection.
 */
public final class HalfOpenProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final int targetPort;

	private final long limit;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger toSwallow;

	private final AtomicInteger swallowed = new AtomicInteger();

	public HalfOpenProxy(int targetPort, long limit, int connections) throws IOException {
		this.targetPort = targetPort;
		this.limit = limit;
		this.toSwallow = new AtomicInteger(connections);
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.threads.execute(this::accept);
	}

	public String baseUrl() {
		return "http://127.0.0.1:" + this.listener.getLocalPort();
	}

	/**
	 * Return how many connections were swallowed.
	 */
	public int swallowed() {
		return this.swallowed.get();
	}

	private void accept() {
		try {
			while (!this.listener.isClosed()) {
				Socket client = this.listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.targetPort);
				this.sockets.add(client);
				this.sockets.add(server);
				AtomicLong brought = new AtomicLong();
				this.threads.execute(() -> relay(server, client, brought, true));
				this.threads.execute(() -> relay(client, server, brought, false));
			}
		}
		catch (IOException ex) {
			close();
		}
	}

	private void relay(Socket from, Socket to, AtomicLong brought, boolean down) {
		byte[] buffer = new byte[1024];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				if (brought.get() >= 0) {
					out.write(buffer, 0, count);
				}
				if (down && brought.addAndGet(count) >= this.limit && this.toSwallow.getAndDecrement() > 0) {
					brought.set(Long.MIN_VALUE);
					this.swallowed.incrementAndGet();
				}
			}
		}
		catch (IOException ex) {
			// One end is gone; the other one is closed with it.
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		try {
			this.listener.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
