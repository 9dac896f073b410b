package ai.bimpe.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.QueryStringDecoder;

/**
 * Answers calls, and opens streams. The id of the agent says what a stream carries:
 * {@code full}, {@code packed}, {@code sized-<bytes a text>},
 * {@code paced-<microseconds between messages>} or
 * {@code idle-<seconds between heartbeats>}.
 */
final class StubHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

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
		else {
			ChannelFuture unused = context.writeAndFlush(answer(request, path).duplicate(), context.voidPromise());
		}
	}

	private static ByteBuf answer(FullHttpRequest request, String path) {
		if (path.endsWith("/stream-ticket")) {
			return PreparedResponses.TICKET;
		}
		if (request.method().equals(HttpMethod.POST)) {
			return PreparedResponses.CREATED;
		}
		if (path.endsWith("/agents")) {
			Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
			return PreparedResponses.page(number(query, "page", 1), number(query, "limit", 20));
		}
		return PreparedResponses.AGENT;
	}

	private static int number(Map<String, List<String>> query, String name, int missing) {
		List<String> values = query.get(name);
		return (values != null) ? Integer.parseInt(values.get(0)) : missing;
	}

	// api / v1 / console / agents / {agent} / conversations / {conversation} / stream
	private void stream(ChannelHandlerContext context, String[] path) {
		String[] agent = path[path.length - 4].split("-", -1);
		ChannelPipeline pipeline = context.pipeline();
		pipeline.remove(HttpObjectAggregator.class);
		pipeline.remove(HttpRequestDecoder.class);
		ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(STREAM_HEAD), context.voidPromise());
		pipeline.replace(this, "stream", writer(agent[0], (agent.length > 1) ? Integer.parseInt(agent[1]) : 0));
	}

	private static ChannelHandler writer(String kind, int parameter) {
		return switch (kind) {
			case "full" -> new ContinuousEventWriter(ContinuousEventWriter.ONE_EVENT_A_CHUNK);
			case "packed" -> new ContinuousEventWriter(ContinuousEventWriter.PACKED);
			case "sized" -> ContinuousEventWriter.sized(parameter);
			case "paced" -> PeriodicEventWriter.messages(parameter);
			case "idle" -> PeriodicEventWriter.heartbeats(parameter);
			default -> throw new IllegalArgumentException(kind);
		};
	}

}
