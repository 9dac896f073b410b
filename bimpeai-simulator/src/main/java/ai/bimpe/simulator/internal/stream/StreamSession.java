package ai.bimpe.simulator.internal.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.internal.http.StreamingResponse;
import ai.bimpe.simulator.internal.store.MessageLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One open stream. It keeps nothing but its position in the log of the conversation, and
 * writes only while the socket takes more, so a reader that has stopped costs no memory.
 * After the start everything happens on the event loop of the connection.
 *
 * @since 0.1.0
 */
// A write that fails closes the connection, and that is listened to.
@SuppressWarnings("FutureReturnValueIgnored")
final class StreamSession implements StreamingResponse {

	private final Target target;

	private final MessageLog log;

	private final StreamFaultInjector injector;

	private final Duration heartbeat;

	private final Clock clock;

	private final Instant openedAt;

	private final Consumer<StreamSession> onReleased;

	private final AtomicBoolean released = new AtomicBoolean();

	private final AtomicBoolean woken = new AtomicBoolean();

	private volatile @Nullable Channel channel;

	private volatile int eventsSent;

	private volatile boolean dropped;

	private @Nullable Runnable end;

	private @Nullable Future<?> timer;

	private int position;

	private byte[] pending = new byte[0];

	private int written;

	private StreamFaultInjector.Action then = StreamFaultInjector.Action.CONTINUE;

	private boolean paused;

	private boolean over;

	private final WritabilityListener listener = new WritabilityListener();

	StreamSession(Target target, MessageLog log, int position, StreamFaultInjector injector, Duration heartbeat,
			Clock clock, Consumer<StreamSession> onReleased) {
		this.target = target;
		this.log = log;
		this.position = position;
		this.injector = injector;
		this.heartbeat = heartbeat;
		this.clock = clock;
		this.openedAt = clock.instant();
		this.onReleased = onReleased;
	}

	@Override
	public void start(Channel channel, Runnable end) {
		this.channel = channel;
		this.end = end;
		if (this.dropped || this.released.get()) {
			channel.close();
			return;
		}
		channel.pipeline().addFirst(this.listener);
		// Without reading on, a connection that the client closes would not be noticed.
		channel.config().setAutoRead(true);
		this.pending = this.injector.beginning();
		long interval = this.heartbeat.toNanos();
		if (interval > 0) {
			this.timer = channel.eventLoop().scheduleAtFixedRate(this::beat, interval, interval, TimeUnit.NANOSECONDS);
		}
		drain(channel);
	}

	@Override
	public void released() {
		if (this.released.compareAndSet(false, true)) {
			stop();
			this.onReleased.accept(this);
		}
	}

	/**
	 * Tell this session that the log has grown.
	 */
	void wake() {
		Channel connection = this.channel;
		if (connection != null && this.woken.compareAndSet(false, true)) {
			connection.eventLoop().execute(() -> drain(connection));
		}
	}

	/**
	 * Close the connection in the middle of the response, or as soon as that begins.
	 */
	void drop() {
		this.dropped = true;
		Channel connection = this.channel;
		if (connection != null) {
			connection.close();
		}
	}

	Target target() {
		return this.target;
	}

	OpenStream describe() {
		return new OpenStream(this.target.agentId(), this.target.conversationId(), this.openedAt, this.eventsSent);
	}

	private void beat() {
		Channel connection = this.channel;
		boolean idle = this.written == this.pending.length
				&& this.injector.action() == StreamFaultInjector.Action.CONTINUE;
		if (connection != null && idle && !this.over && connection.isWritable()) {
			this.pending = this.injector.heartbeat(this.clock.millis());
			this.written = 0;
			drain(connection);
		}
	}

	private void drain(Channel connection) {
		this.woken.set(false);
		boolean dirty = false;
		while (!this.over && !this.paused && connection.isActive() && connection.isWritable()) {
			if (this.written < this.pending.length) {
				writePart(connection);
				dirty = true;
			}
			else if (!advance(connection)) {
				break;
			}
		}
		if (dirty) {
			connection.flush();
		}
	}

	private void writePart(Channel connection) {
		int size = this.injector.partOf(this.pending.length - this.written);
		Object part = new DefaultHttpContent(Unpooled.wrappedBuffer(this.pending, this.written, size));
		this.written += size;
		if (this.written < this.pending.length) {
			connection.writeAndFlush(part);
			pause(connection);
		}
		else {
			connection.write(part);
		}
	}

	private void pause(Channel connection) {
		int millis = this.injector.pause();
		if (millis > 0) {
			this.paused = true;
			connection.eventLoop().schedule(() -> {
				this.paused = false;
				drain(connection);
			}, millis, TimeUnit.MILLISECONDS);
		}
	}

	private boolean advance(Channel connection) {
		StreamFaultInjector.Action action = (this.then != StreamFaultInjector.Action.CONTINUE) ? this.then
				: this.injector.action();
		if (action != StreamFaultInjector.Action.CONTINUE) {
			finish(connection, action);
			return false;
		}
		ObjectNode message = this.log.at(this.position);
		if (message == null) {
			return false;
		}
		this.position++;
		StreamFaultInjector.Step step = this.injector.next(this.target.conversationId(), message);
		this.eventsSent = this.injector.sent();
		this.pending = step.bytes();
		this.written = 0;
		this.then = step.then();
		return true;
	}

	private void finish(Channel connection, StreamFaultInjector.Action action) {
		stop();
		Runnable atEnd = this.end;
		if (action == StreamFaultInjector.Action.DROP) {
			connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((flushed) -> connection.close());
		}
		else if (action == StreamFaultInjector.Action.END && atEnd != null) {
			connection.flush();
			connection.pipeline().remove(this.listener);
			released();
			atEnd.run();
		}
	}

	private void stop() {
		this.over = true;
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
	}

	/**
	 * What a stream is of, and who opened it.
	 *
	 * @param agentId the agent of the conversation
	 * @param conversationId the conversation
	 * @param apiKey the key that the ticket was issued to
	 */
	record Target(String agentId, String conversationId, String apiKey) {

	}

	private final class WritabilityListener extends ChannelInboundHandlerAdapter {

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			if (context.channel().isWritable()) {
				wake();
			}
			context.fireChannelWritabilityChanged();
		}

	}

}
