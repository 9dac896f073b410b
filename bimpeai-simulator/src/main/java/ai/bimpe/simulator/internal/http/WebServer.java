package ai.bimpe.simulator.internal.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The HTTP server with threads of its own.
 *
 * @since 0.1.0
 */
public final class WebServer implements AutoCloseable {

	private static final int MAX_BODY = 2 * 1024 * 1024;

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final Dispatcher dispatcher;

	private final LoopResources threads = LoopResources.create("bimpeai-simulator", 2, true);

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final DisposableServer server;

	/**
	 * Bind the server.
	 * @param host the address to bind to
	 * @param port the port, 0 for a free one
	 * @param dispatcher who answers
	 */
	public WebServer(String host, int port, Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
		try {
			this.server = HttpServer.create()
				.host(host)
				.port(port)
				.protocol(HttpProtocol.HTTP11)
				.runOn(this.threads, false)
				.channelGroup(this.connections)
				.handle(this::handle)
				.bindNow();
		}
		catch (RuntimeException ex) {
			this.threads.dispose();
			throw ex;
		}
	}

	/**
	 * Return the port that the server is bound to.
	 * @return the port
	 */
	public int port() {
		return ((InetSocketAddress) this.server.address()).getPort();
	}

	/**
	 * Return how many connections are open.
	 * @return the number
	 */
	public int openConnections() {
		return this.connections.size();
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void close() {
		this.connections.close();
		this.server.disposeNow(CLOSE_TIMEOUT);
		this.threads.disposeLater(Duration.ZERO, CLOSE_TIMEOUT).block(CLOSE_TIMEOUT.plusSeconds(1));
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		AtomicReference<Channel> channel = new AtomicReference<>();
		response.withConnection((connection) -> channel.set(connection.channel()));
		BodyCollector body = new BodyCollector(MAX_BODY);
		return request.receive()
			.asByteArray()
			.doOnNext(body::add)
			.then(Mono.fromSupplier(() -> dispatch(request, body)))
			.flatMap((result) -> new ResponseWriter(response, Objects.requireNonNull(channel.get()), result).write());
	}

	private Dispatcher.Result dispatch(HttpServerRequest request, BodyCollector body) {
		HttpMessage message = HttpMessage.of(request.method().name(), request.uri(), request.requestHeaders(),
				body.bytes());
		return body.isTooLarge() ? this.dispatcher.refuseLargeBody(message) : this.dispatcher.dispatch(message);
	}

}
