package ai.bimpe.client.internal.http;

import ai.bimpe.client.errors.BimpeAIException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * Puts the query into the request line when it is written to the socket, and not before:
 * WebClient and Reactor Netty log the URLs they are given, and a query can hold a ticket
 * or a search text.
 */
final class DeferredQueryHandler extends ChannelOutboundHandlerAdapter {

	private final String query;

	private DeferredQueryHandler(String query) {
		this.query = query;
	}

	static void addTo(ClientHttpRequest request, String query) {
		if (!query.isEmpty()) {
			if (!(request.getNativeRequest() instanceof Connection connection)) {
				throw new Refused();
			}
			connection.channel()
				.pipeline()
				.addBefore(NettyPipeline.ReactiveBridge, "bimpeai.deferQuery", new DeferredQueryHandler(query));
		}
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpRequest request) {
			request.setUri(request.uri() + this.query);
			context.pipeline().remove(this);
		}
		Future<?> unused = context.write(message, promise);
	}

	/**
	 * Nothing was sent: the connector is not Reactor Netty's, so the query must be in the
	 * URL.
	 */
	static final class Refused extends BimpeAIException {

		private static final long serialVersionUID = 1L;

		private Refused() {
			super("The query must be in the URL");
		}

	}

}
