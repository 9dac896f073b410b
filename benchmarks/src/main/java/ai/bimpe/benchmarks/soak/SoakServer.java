package ai.bimpe.benchmarks.soak;

import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * The other side of a soak. It knows nothing of the client.
 */
public final class SoakServer {

	private static final int BACKLOG = 4096;

	private static final int MAX_REQUEST = 64 * 1024;

	/** Of a stream among many: else the kernel holds much that nobody reads. */
	private static final int SEND_BUFFER = 64 * 1024;

	private SoakServer() {
	}

	/**
	 * Listen until the process is ended.
	 * @param arguments number of conversations
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		ServerState state = new ServerState(Integer.parseInt(arguments[0]));
		Channel channel = new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
			.childHandler(new Pipeline(state))
			.bind("127.0.0.1", 0)
			.sync()
			.channel();
		System.out.println(((InetSocketAddress) channel.localAddress()).getPort());
		ChannelFuture unused = channel.closeFuture().sync();
	}

	private static final class Pipeline extends ChannelInitializer<Channel> {

		private final ServerState state;

		private Pipeline(ServerState state) {
			this.state = state;
		}

		@Override
		protected void initChannel(Channel channel) {
			channel.pipeline()
				.addLast(new HttpRequestDecoder(), new HttpObjectAggregator(MAX_REQUEST), new SoakHandler(this.state));
		}

	}

}
