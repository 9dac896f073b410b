package ai.bimpe.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
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
 * {@code paced-<microseconds between messages>},
 * {@code idle-<seconds between heartbeats>} or {@code flood-<any number>}, which is
 * {@code full} on all conversations of an agent as soon as all their streams are open. A
 * second number is that of the conversations that the agent has.
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

	/**
	 * Of a stream among many: else the kernel holds hundreds of MiB that nobody reads.
	 */
	private static final int SEND_BUFFER = 64 * 1024;

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
		Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
		if (path.endsWith("/agents")) {
			return PreparedResponses.page(number(query, "page", 1), number(query, "limit", 20));
		}
		if (path.endsWith("/conversations")) {
			String[] words = path.split("/", -1);
			return PreparedResponses.conversations(new Agent(words[words.length - 2]).conversations(),
					number(query, "page", 1), number(query, "limit", 20));
		}
		return PreparedResponses.AGENT;
	}

	private static int number(Map<String, List<String>> query, String name, int missing) {
		List<String> values = query.get(name);
		return (values != null) ? Integer.parseInt(values.get(0)) : missing;
	}

	// api / v1 / console / agents / {agent} / conversations / {conversation} / stream
	private void stream(ChannelHandlerContext context, String[] path) {
		Agent agent = new Agent(path[path.length - 4]);
		if (agent.conversations() > 0) {
			context.channel().config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
		}
		ChannelPipeline pipeline = context.pipeline();
		pipeline.remove(HttpObjectAggregator.class);
		pipeline.remove(HttpRequestDecoder.class);
		ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(STREAM_HEAD), context.voidPromise());
		pipeline.replace(this, "stream", writer(agent));
	}

	private static ChannelHandler writer(Agent agent) {
		return switch (agent.kind()) {
			case "full" -> new ContinuousEventWriter(ContinuousEventWriter.ONE_EVENT_A_CHUNK);
			case "packed" -> new ContinuousEventWriter(ContinuousEventWriter.PACKED);
			case "sized" -> ContinuousEventWriter.sized(agent.parameter());
			case "paced" -> PeriodicEventWriter.messages(agent.parameter());
			case "idle" -> PeriodicEventWriter.heartbeats(agent.parameter());
			case "flood" -> new FloodEventWriter(agent.id(), agent.conversations());
			default -> throw new IllegalArgumentException(agent.kind());
		};
	}

	private record Agent(String id) {

		private String kind() {
			return this.id.split("-", -1)[0];
		}

		private int parameter() {
			return number(1);
		}

		private int conversations() {
			return number(2);
		}

		private int number(int place) {
			String[] words = this.id.split("-", -1);
			return (words.length > place) ? Integer.parseInt(words[place]) : 0;
		}

	}

}
