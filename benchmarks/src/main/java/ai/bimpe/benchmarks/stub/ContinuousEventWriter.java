package ai.bimpe.benchmarks.stub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Writes to a stream as fast as the client reads: the same thousand messages again and
 * again, encoded once.
 */
final class ContinuousEventWriter extends ChannelInboundHandlerAdapter {

	private static final int MESSAGES = 1000;

	/** More ids than a client remembers. */
	private static final int FEW_MESSAGES = 150;

	private static final int LARGE = 16 * 1024;

	private static final Map<Integer, ByteBuf> SIZED = new ConcurrentHashMap<>();

	/** As a server does that flushes every event. */
	static final ByteBuf ONE_EVENT_A_CHUNK = encode(1);

	/** As a proxy does that collects what it forwards: about 16 KiB a chunk. */
	static final ByteBuf PACKED = encode(50);

	private final ByteBuf block;

	ContinuousEventWriter(ByteBuf block) {
		this.block = block;
	}

	/** Messages of one size, each in a chunk of its own. */
	static ContinuousEventWriter sized(int bytes) {
		return new ContinuousEventWriter(SIZED.computeIfAbsent(bytes, ContinuousEventWriter::encodeSized));
	}

	private static ByteBuf encodeSized(int bytes) {
		int messages = (bytes > LARGE) ? FEW_MESSAGES : MESSAGES;
		ByteBuf block = Unpooled.directBuffer();
		for (int i = 1; i <= messages; i++) {
			block.writeBytes(SampleEvents.chunk(SampleEvents.sizedEvent(i, bytes)));
		}
		return Unpooled.unreleasableBuffer(block.asReadOnly());
	}

	private static ByteBuf encode(int eventsPerChunk) {
		ByteBuf block = Unpooled.directBuffer();
		StringBuilder chunk = new StringBuilder();
		for (int i = 1; i <= MESSAGES; i++) {
			chunk.append(SampleEvents.event(i, 0));
			if (i % SampleEvents.HEARTBEAT_EVERY == 0) {
				chunk.append(SampleEvents.heartbeat());
			}
			if (i % eventsPerChunk == 0) {
				block.writeBytes(SampleEvents.chunk(chunk.toString()));
				chunk.setLength(0);
			}
		}
		return Unpooled.unreleasableBuffer(block.asReadOnly());
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		write(context);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		write(context);
	}

	private void write(ChannelHandlerContext context) {
		if (context.channel().isWritable()) {
			ChannelFuture unused = context.writeAndFlush(this.block.duplicate(), context.voidPromise());
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A client that leaves is how every measurement ends.
		ChannelFuture unused = context.close();
	}

}
