package ai.bimpe.benchmarks.stub;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message at once, so that the client knows that the stream is open, and then
 * something at a steady pace.
 */
final class Ticking extends ChannelInboundHandlerAdapter {

	private static final byte[] HEARTBEAT = Samples.chunk(Samples.heartbeat());

	private final long periodNanos;

	private final boolean messages;

	private long number;

	private @Nullable Future<?> ticks;

	private Ticking(long periodNanos, boolean messages) {
		this.periodNanos = periodNanos;
		this.messages = messages;
	}

	static Ticking messages(int periodMicros) {
		return new Ticking(TimeUnit.MICROSECONDS.toNanos(periodMicros), true);
	}

	static Ticking heartbeats(int seconds) {
		return new Ticking(TimeUnit.SECONDS.toNanos(seconds), false);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		ChannelFuture unused = context.writeAndFlush(message(), context.voidPromise());
		// Streams do not beat in step.
		long offset = ThreadLocalRandom.current().nextLong(this.periodNanos);
		this.ticks = context.executor()
			.scheduleAtFixedRate(() -> tick(context), offset, this.periodNanos, TimeUnit.NANOSECONDS);
	}

	private void tick(ChannelHandlerContext context) {
		ChannelFuture unused = context.writeAndFlush(this.messages ? message() : Unpooled.wrappedBuffer(HEARTBEAT),
				context.voidPromise());
	}

	private ByteBuf message() {
		String event = Samples.event(++this.number, System.nanoTime());
		return Unpooled.wrappedBuffer(Samples.chunk(event));
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A client that leaves is how every measurement ends.
		ChannelFuture unused = context.close();
	}

}
