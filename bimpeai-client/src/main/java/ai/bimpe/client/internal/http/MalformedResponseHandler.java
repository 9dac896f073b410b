package ai.bimpe.client.internal.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Names what is no HTTP by one exception of the transport. Those of the decoder are of
 * any type, and quote what they could not read, which can be the text of a message: of a
 * body that is longer than it said, the next answer begins with the rest.
 */
@Sharable
final class MalformedResponseHandler extends ChannelInboundHandlerAdapter {

	private static final String NAME = "bimpeai.malformedResponse";

	private static final MalformedResponseHandler INSTANCE = new MalformedResponseHandler();

	private MalformedResponseHandler() {
	}

	static void addTo(Connection connection) {
		ChannelPipeline pipeline = connection.channel().pipeline();
		if (pipeline.context(INSTANCE) == null) {
			pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, INSTANCE);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
			part.setDecoderResult(DecoderResult.failure(new CorruptedFrameException(
					"The answer is no HTTP: " + part.decoderResult().cause().getClass().getSimpleName())));
		}
		context.fireChannelRead(message);
	}

}
