package ai.bimpe.benchmarks.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

/**
 * Waits until the streams of all conversations of an agent are open, and lets each of
 * them write as fast as the client reads a second later. So no stream has to be opened
 * beside the messages of others.
 */
final class FloodEventWriter extends ChannelInboundHandlerAdapter {

	private static final Map<String, List<ChannelHandlerContext>> WAITING = new ConcurrentHashMap<>();

	/** So that whoever follows the agent has noticed it before there is anything else. */
	private static final int DELAY_MILLIS = 1000;

	private final String agentId;

	private final int conversations;

	FloodEventWriter(String agentId, int conversations) {
		this.agentId = agentId;
		this.conversations = conversations;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		List<ChannelHandlerContext> waiting = WAITING.computeIfAbsent(this.agentId, (id) -> new ArrayList<>());
		synchronized (waiting) {
			waiting.add(context);
			if (waiting.size() == this.conversations) {
				WAITING.remove(this.agentId);
				waiting.forEach(this::writeLater);
			}
		}
	}

	private void writeLater(ChannelHandlerContext context) {
		Future<?> unused = context.executor().schedule(() -> write(context), DELAY_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void write(ChannelHandlerContext context) {
		if (!context.isRemoved()) {
			context.pipeline()
				.replace(this.getClass(), "flood", new ContinuousEventWriter(ContinuousEventWriter.ONE_EVENT_A_CHUNK));
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		List<ChannelHandlerContext> waiting = WAITING.get(this.agentId);
		if (waiting != null) {
			synchronized (waiting) {
				waiting.remove(context);
			}
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A client that leaves is how every measurement ends.
		ChannelFuture unused = context.close();
	}

}
