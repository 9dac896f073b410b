package ai.bimpe.benchmarks.soak;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection, more or less.
 */
final class SoakHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final String BUSY = "Retry-After: 1\r\n";

	/** A content coding that nobody asked for: the head of a gzip stream. */
	private static final String CODED = """
			HTTP/1.1 200 OK\r
			Content-Type: text/event-stream\r
			Content-Encoding: gzip\r
			\r
			\u001f\u008b\u0008\u0000""";

	private final ServerState state;

	private @Nullable StreamWriter stream;

	SoakHandler(ServerState state) {
		this.state = state;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		QueryStringDecoder uri = new QueryStringDecoder(request.uri());
		String[] path = uri.path().split("/", -1);
		switch (path[path.length - 1]) {
			case "freeze" -> {
				this.state.freeze();
				figures(context);
			}
			case "figures" -> figures(context);
			case "stream-ticket" -> ticket(context);
			case "stream" -> stream(context, path[path.length - 4], conversation(path), uri);
			default -> answer(context, "404 Not Found", "", "{}");
		}
	}

	// The client of these is no HTTP client.
	private void figures(ChannelHandlerContext context) {
		writeAndClose(context, this.state.toJson());
	}

	private Conversation conversation(String[] path) {
		return this.state.conversation(Integer.parseInt(path[path.length - 2].substring("cnv-".length())));
	}

	private void ticket(ChannelHandlerContext context) {
		if (this.state.isAway() && this.state.count(Fault.OUTAGE)) {
			answer(context, "503 Away", BUSY, "{}");
		}
		else if (this.state.strikes(Fault.TICKET_HANGS)) {
			return;
		}
		else if (this.state.strikes(Fault.TICKET_RESET)) {
			reset(context);
		}
		else if (this.state.strikes(Fault.TICKET_FAILS)) {
			answer(context, "500 Broken", "", "{\"message\":\"broken\"}");
		}
		else if (this.state.strikes(Fault.TICKET_BODY_STALLS)) {
			stalledBody(context);
		}
		else if (this.state.strikes(Fault.TICKET_REFUSED)) {
			answer(context, "429 Too Many Requests", BUSY, "{}");
		}
		else {
			String ticket = this.state.strikes(Fault.TICKET_BLANK) ? "" : this.state.issueTicket();
			answer(context, "201 Created", "", "{\"message\":\"Stream ticket issued\",\"data\":{\"ticket\":\"" + ticket
					+ "\",\"expires_in\":60}}");
		}
	}

	// The agent is another one for each stream.
	private void stream(ChannelHandlerContext context, String agent, Conversation conversation,
			QueryStringDecoder uri) {
		String after = parameter(uri, "after");
		boolean first = conversation.isFirst(agent, after, this.state.now());
		boolean expired = !this.state.useTicket(String.valueOf(parameter(uri, "ticket")))
				|| (!conversation.isRefused() && this.state.strikes(Fault.TICKET_EXPIRED));
		conversation.setRefused(expired);
		if (expired) {
			answer(context, "401 Unauthorized", "", "{}");
		}
		else if (this.state.isAway() && this.state.count(Fault.OUTAGE)) {
			answer(context, "503 Away", BUSY, "{}");
		}
		else if (!isRefused(context, conversation) && (first || !isMisled(context))) {
			if (this.state.strikes(Fault.INFORMATION)) {
				write(context, "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
			}
			this.stream = new StreamWriter(context, this.state, conversation);
			this.stream.open(after, first);
		}
	}

	private boolean isRefused(ChannelHandlerContext context, Conversation conversation) {
		if (this.state.strikes(Fault.REFUSED)) {
			answer(context, "429 Too Many Requests", BUSY, "{}");
		}
		else if (this.state.strikes(Fault.REFUSED_UNTIL)) {
			Instant now = conversation.byClockOfServer(Instant.now());
			answer(context, "503 Busy", "Date: " + date(now) + "\r\nRetry-After: " + date(now.plusSeconds(2)) + "\r\n",
					"{}");
		}
		else if (this.state.strikes(Fault.BODY_STALLS)) {
			stalledBody(context);
		}
		else if (this.state.strikes(Fault.RESET_AT_ONCE)) {
			reset(context);
		}
		else {
			return this.state.strikes(Fault.NOT_ANSWERED);
		}
		return true;
	}

	// What would end a stream that was never open.
	private boolean isMisled(ChannelHandlerContext context) {
		if (this.state.strikes(Fault.CODED)) {
			write(context, CODED);
		}
		else if (this.state.strikes(Fault.REDIRECTED)) {
			answer(context, "302 Found", "Location: /login\r\n", "");
		}
		else if (this.state.strikes(Fault.PAGE)) {
			answer(context, "200 OK", "", "<html>Sign in</html>");
		}
		else if (this.state.strikes(Fault.MISDIRECTED)) {
			answer(context, "421 Misdirected Request", "", "");
		}
		else if (this.state.strikes(Fault.TOO_EARLY)) {
			answer(context, "425 Too Early", "", "");
		}
		else if (this.state.strikes(Fault.NO_CONTENT)) {
			write(context, "HTTP/1.1 204 No Content\r\nContent-Type: text/event-stream\r\n\r\n");
		}
		else {
			return false;
		}
		return true;
	}

	private static @Nullable String parameter(QueryStringDecoder uri, String name) {
		List<String> values = uri.parameters().get(name);
		return (values != null) ? values.get(0) : null;
	}

	static String date(Instant time) {
		return HTTP_DATE.format(time);
	}

	private static void stalledBody(ChannelHandlerContext context) {
		write(context, "HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"code\":");
	}

	private static void answer(ChannelHandlerContext context, String status, String headers, String body) {
		String type = body.startsWith("{") ? "application/json" : "text/html";
		write(context, "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n" + headers + "Content-Length: "
				+ body.length() + "\r\n\r\n" + body);
	}

	static void write(ChannelHandlerContext context, String text) {
		ChannelFuture unused = context.writeAndFlush(buffer(text), context.voidPromise());
	}

	static void writeAndClose(ChannelHandlerContext context, String text) {
		ChannelFuture unused = context.writeAndFlush(buffer(text)).addListener(ChannelFutureListener.CLOSE);
	}

	private static ByteBuf buffer(String text) {
		return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	static void reset(ChannelHandlerContext context) {
		context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
		ChannelFuture unused = context.close();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		if (this.stream != null && context.channel().isWritable()) {
			this.stream.write();
		}
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.state.opened(this);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.state.closed(this);
		if (this.stream != null) {
			this.stream.cancel();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A client that leaves.
		ChannelFuture unused = context.close();
	}

}
