package ai.bimpe.benchmarks.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * The other side of the wire, made to be no bottleneck: what it sends is encoded
 * beforehand. It listens on several loopback addresses, because one of them has ports for
 * 28,000 connections only, and those of the last contestant are still being closed.
 */
public final class StubServer {

	private static final int ADDRESSES = 64;

	private static final int BACKLOG = 4096;

	private StubServer() {
	}

	/**
	 * Listen until the process is ended.
	 * @param arguments none
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
		ServerBootstrap bootstrap = new ServerBootstrap().group(group)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new Pipeline());
		Channel first = bootstrap.bind("127.0.0.1", 0).sync().channel();
		int port = ((java.net.InetSocketAddress) first.localAddress()).getPort();
		for (int i = 2; i <= ADDRESSES; i++) {
			ChannelFuture unused = bootstrap.bind("127.0.0." + i, port).sync();
		}
		System.out.println(port);
		ChannelFuture unused = first.closeFuture().sync();
	}

	private static final class Pipeline extends ChannelInitializer<Channel> {

		@Override
		protected void initChannel(Channel channel) {
			channel.pipeline()
				.addLast(new HttpRequestDecoder(), new HttpObjectAggregator(64 * 1024), new StubHandler());
		}

	}

}
