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
 * Writes one message to a stream at once, so that the client knows that it is open, and
 * then messages or heartbeats at a fixed rate.
 */
final class PeriodicEventWriter extends ChannelInboundHandlerAdapter {

	private static final byte[] HEARTBEAT = SampleEvents.chunk(SampleEvents.heartbeat());

	private final long periodNanos;

	private final boolean messages;

	private long number;

	private @Nullable Future<?> writes;

	private PeriodicEventWriter(long periodNanos, boolean messages) {
		this.periodNanos = periodNanos;
		this.messages = messages;
	}

	static PeriodicEventWriter messages(int periodMicros) {
		return new PeriodicEventWriter(TimeUnit.MICROSECONDS.toNanos(periodMicros), true);
	}

	static PeriodicEventWriter heartbeats(int seconds) {
		return new PeriodicEventWriter(TimeUnit.SECONDS.toNanos(seconds), false);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		ChannelFuture unused = context.writeAndFlush(message(), context.voidPromise());
		// Streams do not write at the same time.
		long offset = ThreadLocalRandom.current().nextLong(this.periodNanos);
		this.writes = context.executor()
			.scheduleAtFixedRate(() -> write(context), offset, this.periodNanos, TimeUnit.NANOSECONDS);
	}

	private void write(ChannelHandlerContext context) {
		ChannelFuture unused = context.writeAndFlush(this.messages ? message() : Unpooled.wrappedBuffer(HEARTBEAT),
				context.voidPromise());
	}

	private ByteBuf message() {
		String event = SampleEvents.event(++this.number, System.nanoTime());
		return Unpooled.wrappedBuffer(SampleEvents.chunk(event));
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.writes != null) {
			this.writes.cancel(false);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A client that leaves is how every measurement ends.
		ChannelFuture unused = context.close();
	}

}
