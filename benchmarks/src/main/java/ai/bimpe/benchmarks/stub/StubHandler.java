package ai.bimpe.benchmarks.stub;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Answers tickets and agents, and opens streams. The id of the agent says what a stream
 * carries: {@code full}, {@code packed}, {@code paced-<messages a second>} or
 * {@code idle-<seconds between heartbeats>}.
 */
final class StubHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final byte[] TICKET = """
			{"message":"Stream ticket issued","data":{"ticket":"stk_benchmark","expires_in":60}}"""
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] AGENT = """
			{"message":"Success","data":{"id":"agt_1","name":"Restaurant assistant","description":"Takes bookings",\
			"language":"en","persona":"friendly","workflow_id":"cmqb5c9p20011l80ehs6gk3uz","timezone":"Africa/Lagos",\
			"status":"active","created_at":"2026-07-04T07:55:53.440Z","updated_at":"2026-07-04T07:55:53.440Z"}}"""
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] STREAM_HEAD = """
			HTTP/1.1 200 OK\r
			Content-Type: text/event-stream\r
			Cache-Control: no-cache\r
			Date: Sat, 04 Jul 2026 07:55:53 GMT\r
			Transfer-Encoding: chunked\r
			\r
			""".getBytes(StandardCharsets.US_ASCII);

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		String path = request.uri();
		int query = path.indexOf('?');
		path = (query >= 0) ? path.substring(0, query) : path;
		if (path.endsWith("/stream")) {
			stream(context, path.split("/", -1));
		}
		else if (path.endsWith("/stream-ticket")) {
			answer(context, HttpResponseStatus.CREATED, TICKET);
		}
		else {
			answer(context, HttpResponseStatus.OK, AGENT);
		}
	}

	private void answer(ChannelHandlerContext context, HttpResponseStatus status, byte[] body) {
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
				Unpooled.wrappedBuffer(body));
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
		ChannelFuture unused = context.writeAndFlush(response, context.voidPromise());
	}

	// api / v1 / console / agents / {agent} / conversations / {conversation} / stream
	private void stream(ChannelHandlerContext context, String[] path) {
		String[] agent = path[path.length - 4].split("-", -1);
		ChannelPipeline pipeline = context.pipeline();
		pipeline.remove(HttpObjectAggregator.class);
		pipeline.remove(HttpServerCodec.class);
		ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(STREAM_HEAD), context.voidPromise());
		pipeline.replace(this, "stream", writer(agent[0], (agent.length > 1) ? Integer.parseInt(agent[1]) : 0));
	}

	private static ChannelHandler writer(String kind, int parameter) {
		return switch (kind) {
			case "full" -> new FullSpeed(FullSpeed.ONE_EVENT_A_CHUNK);
			case "packed" -> new FullSpeed(FullSpeed.PACKED);
			case "paced" -> Ticking.messages(parameter);
			case "idle" -> Ticking.heartbeats(parameter);
			default -> throw new IllegalArgumentException(kind);
		};
	}

}
