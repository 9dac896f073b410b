package ai.bimpe.client.support;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import org.awaitility.Awaitility;
import reactor.netty.http.client.HttpClient;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * Counts the bytes of bodies that a client has dealt with: what comes of them is nothing
 * that a test could wait for when the client does not understand them.
 */
public final class ReadBytes {

	private final AtomicLong read = new AtomicLong();

	/**
	 * Return a connector that counts, with a connection of its own for each request.
	 */
	public ClientHttpConnector connector() {
		return new ReactorClientHttpConnector(
				HttpClient.newConnection().doOnConnected((connection) -> connection.addHandlerLast(new Counter())));
	}

	/**
	 * Wait until the client has read so many bytes.
	 */
	public void await(long bytes) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.read.get() == bytes);
	}

	private final class Counter extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			int bytes = (message instanceof HttpContent part) ? part.content().readableBytes() : 0;
			context.fireChannelRead(message);
			ReadBytes.this.read.addAndGet(bytes);
		}

	}

}
