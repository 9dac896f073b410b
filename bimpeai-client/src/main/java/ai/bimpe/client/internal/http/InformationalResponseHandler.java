package ai.bimpe.client.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Passes over informational answers, such as 103, of which any number may come before the
 * answer: Reactor Netty takes most of them for the answer itself. One that cannot be
 * decoded is passed on: no other comes after it.
 */
final class InformationalResponseHandler extends ChannelInboundHandlerAdapter {

	private static final String NAME = "bimpeai.informationalResponse";

	private boolean skipping;

	InformationalResponseHandler() {
	}

	static void addTo(Connection connection) {
		ChannelPipeline pipeline = connection.channel().pipeline();
		if (pipeline.get(NAME) == null) {
			pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, new InformationalResponseHandler());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			this.skipping = response.decoderResult().isSuccess()
					&& response.status().codeClass() == HttpStatusClass.INFORMATIONAL
					&& !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
		}
		if (!this.skipping || !(message instanceof HttpObject)) {
			context.fireChannelRead(message);
			return;
		}
		boolean last = message instanceof LastHttpContent;
		ReferenceCountUtil.release(message);
		if (last) {
			this.skipping = false;
			context.read();
		}
	}

}
