package ai.bimpe.client.internal.http;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

import org.springframework.http.client.reactive.ClientHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenedConnection}.
 */
class OpenedConnectionTests {

	@Test
	void aConnectionThatIsOpenedAfterTheCancelIsClosedBeforeAnythingIsWritten() {
		EmbeddedChannel channel = new EmbeddedChannel();
		OpenedConnection connection = OpenedConnection.ofCall();
		connection.cancel(() -> {
		});
		connection.remember(requestOn(channel));
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	void aCancelIsDoneOnTheThreadOfTheConnectionOrHereWhenItHasEnded() throws Exception {
		MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
		LocalChannel channel = new LocalChannel();
		threads.register(channel).sync();
		OpenedConnection connection = OpenedConnection.ofCall();
		connection.remember(requestOn(channel));
		CompletableFuture<Thread> cancelled = new CompletableFuture<>();
		connection.cancel(() -> cancelled.complete(Thread.currentThread()));
		assertThat(cancelled.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
		threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
		CompletableFuture<Thread> late = new CompletableFuture<>();
		connection.cancel(() -> late.complete(Thread.currentThread()));
		assertThat(late).isCompletedWithValue(Thread.currentThread());
	}

	private static ClientHttpRequest requestOn(Channel channel) {
		channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
		Connection connection = () -> channel;
		return (ClientHttpRequest) Proxy.newProxyInstance(OpenedConnectionTests.class.getClassLoader(),
				new Class<?>[] { ClientHttpRequest.class }, (proxy, method, arguments) -> connection);
	}

}
