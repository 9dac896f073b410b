package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamSilence;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.checkpoint.AgentCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.checkpoint.ConversationCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.internal.source.MessageSource;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * A stream, or a shard of it, with one owner and one thread:
 *
 * <pre>
 * claim -> own -> take over the checkpoint -> (take -> deliver -> acknowledge ...) -> release
 * </pre>
 *
 * An assignment lasts as long as the stream is owned and neither paused nor held. What
 * happens is tracked on the thread where it happens; everything else is done by its
 * thread, which keeps the application alive, as message listeners do.
 */
final class StreamWorker {

	private final MessageStreamContainer container;

	private final int shard;

	private final StreamInfrastructure infrastructure;

	private final Checkpoints checkpoints;

	private final StreamEventPublisher events;

	private final RetrySequence takeOvers;

	private final StreamLog log;

	private final MessageDelivery delivery;

	private final @Nullable TransactionProbe probe;

	private final CheckpointStoreHealth store;

	private final ConnectionState connection;

	private final StreamSilence silence = new StreamSilence();

	private final WorkerLifecycle lifecycle;

	private final OwnershipClaim claim;

	private final CompletableFuture<Void> former;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Thread thread;

	private volatile @Nullable DeliveryBuffer buffer;

	private boolean announced;

	private long verifiedAt;

	StreamWorker(MessageStreamContainer container, int shard, StreamInfrastructure infrastructure,
			ThreadFactory threads, CompletableFuture<Void> former) {
		StreamSpec spec = container.spec();
		FencedCheckpointStore fenced = new FencedCheckpointStore(infrastructure.store(), new StoreListener());
		this.container = container;
		this.shard = shard;
		this.former = former;
		this.infrastructure = infrastructure;
		this.lifecycle = new WorkerLifecycle(infrastructure.time());
		RetrySettings retry = infrastructure.retry().apply(spec.account());
		this.takeOvers = StreamRetries.every(retry.maxDelay());
		this.log = new StreamLog(spec);
		this.events = new StreamEventPublisher(spec, infrastructure.publisher(), this.log);
		this.checkpoints = (spec.conversationId() != null)
				? new ConversationCheckpoints(fenced, spec, infrastructure.time())
				: new AgentCheckpoints(fenced, spec, shard, infrastructure.time());
		this.delivery = new MessageDelivery(spec, this.checkpoints, infrastructure, this.events, this.log, this::pause,
				this.lifecycle::isAborted);
		StreamTransactions transactions = spec.transactional() ? infrastructure.transactions() : null;
		this.probe = (transactions != null) ? new TransactionProbe(fenced, transactions, spec) : null;
		this.store = new CheckpointStoreHealth(retry, this.log);
		this.connection = new ConnectionState(spec, this.log, infrastructure.time());
		this.claim = new OwnershipClaim(infrastructure.ownership(), container.ownershipKey(shard), this.lifecycle);
		this.thread = threads.newThread(this::run);
	}

	void start(boolean paused) {
		this.lifecycle.pause(paused);
		this.thread.start();
	}

	WorkerLifecycle lifecycle() {
		return this.lifecycle;
	}

	int shard() {
		return this.shard;
	}

	/**
	 * Return how the worker ends.
	 * @return completes when no listener is at work any more and the claim is released
	 */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Interrupt the listener that is still at work.
	 */
	void abort() {
		if (!this.ended.isDone()) {
			this.lifecycle.abort();
			this.thread.interrupt();
		}
	}

	StreamState state() {
		if (!this.claim.isTaken()) {
			return StreamState.CONNECTING;
		}
		return (this.lifecycle.isOwned() && this.store.failure() == null) ? this.connection.state()
				: StreamState.WAITING;
	}

	@Nullable Throwable waitsFor() {
		Throwable failure = this.store.failure();
		return (failure != null) ? failure : this.connection.failure();
	}

	@Nullable Checkpoint checkpoint() {
		return this.checkpoints.only();
	}

	/**
	 * Return how long the oldest message is here that is not acknowledged.
	 * @return its age, zero when there is none
	 */
	Duration lag() {
		DeliveryBuffer buffer = this.buffer;
		return (buffer != null) ? buffer.lag() : Duration.ZERO;
	}

	/**
	 * Return how long ago the last byte came in, on the connection that is silent for the
	 * longest time.
	 * @return the time since then, empty while no connection is open
	 */
	Optional<Duration> silence() {
		return this.silence.longest();
	}

	/**
	 * Return how many messages are here that are not acknowledged.
	 * @return the number of messages
	 */
	int buffered() {
		DeliveryBuffer buffer = this.buffer;
		return (buffer != null) ? buffer.size() : 0;
	}

	private void run() {
		try {
			// Never two listeners of a stream at work at a time.
			this.former.get();
			this.claim.take();
			while (this.lifecycle.await()) {
				if (this.lifecycle.hasLostOwnership()) {
					announce(false);
				}
				else {
					assignment();
				}
			}
		}
		catch (InterruptedException ex) {
			// Aborted before the first assignment.
		}
		catch (Throwable ex) {
			this.container.failed(this, ex);
		}
		finally {
			end();
		}
	}

	private void end() {
		try {
			this.claim.release();
		}
		catch (RuntimeException ex) {
			this.log.claimNotReleased(ex);
		}
		finally {
			this.ended.complete(null);
		}
	}

	private void assignment() {
		DeliveryBuffer buffer = this.lifecycle.enter();
		if (buffer == null) {
			return;
		}
		this.buffer = buffer;
		try {
			this.connection.reset();
			if (this.probe != null) {
				this.probe.check();
			}
			this.checkpoints.takeOver();
			this.store.works();
			announce(true);
			this.infrastructure.sources()
				.create(this.container.spec(), this.shard)
				.open(this.checkpoints::current)
				.doOnNext(this::track)
				.filter(StreamWorker::isForWorker)
				.contextWrite(this.silence::measureIn)
				.subscribe(buffer);
			work(buffer);
		}
		catch (CheckpointStoreException ex) {
			this.lifecycle.sleep(this.store.delayAfter(ex), buffer);
		}
		catch (StaleOwnerException ex) {
			if (!buffer.isDiscarded()) {
				stale(ex);
			}
		}
		catch (RuntimeException ex) {
			if (!buffer.isDiscarded()) {
				this.container.failed(this, Exceptions.unwrap(ex));
			}
		}
		finally {
			buffer.discard();
			this.buffer = null;
			this.lifecycle.leave();
		}
	}

	private void work(DeliveryBuffer buffer) {
		this.verifiedAt = this.infrastructure.time().nanoTime();
		while (buffer.isOpen()) {
			MessageSource.Incoming incoming = buffer.poll(this.infrastructure.verifyEvery());
			if (incoming != null) {
				handle(buffer, incoming);
			}
			if (buffer.isOpen() && this.infrastructure.time().nanoTime()
					- this.verifiedAt >= this.infrastructure.verifyEvery().toNanos()) {
				verify();
			}
		}
	}

	private void handle(DeliveryBuffer buffer, MessageSource.Incoming incoming) {
		String conversationId = incoming.conversationId();
		if (incoming.event() instanceof StreamEvent.Connected) {
			this.events.connected(conversationId);
		}
		else if (incoming.event() instanceof StreamEvent.Reconnecting reconnecting) {
			this.events.disconnected(conversationId, reconnecting);
		}
		else if (incoming.event() instanceof StreamEvent.Message message && conversationId != null) {
			StreamSpec spec = this.container.spec();
			deliver(buffer, new MessageReceivedEvent(spec.name(), spec.agentId(), conversationId, message.message(),
					spec.account()));
			buffer.done();
		}
	}

	private void deliver(DeliveryBuffer buffer, MessageReceivedEvent event) {
		MessageDelivery.Outcome outcome = null;
		while (outcome == null) {
			try {
				outcome = this.delivery.deliver(event);
			}
			catch (CheckpointStoreException ex) {
				outcome = wait(buffer, ex) ? null : MessageDelivery.Outcome.ABANDONED;
			}
		}
		switch (outcome) {
			case DELIVERED -> acknowledge(buffer, event);
			case ACKNOWLEDGED -> this.store.works();
			case FAILED -> failed(buffer, event);
			case ABANDONED -> buffer.discard();
		}
	}

	private void failed(DeliveryBuffer buffer, MessageReceivedEvent event) {
		switch (this.container.spec().onDeliveryFailure()) {
			case CONTINUE -> acknowledge(buffer, event);
			case PAUSE -> this.container.pause();
		}
	}

	private void acknowledge(DeliveryBuffer buffer, MessageReceivedEvent event) {
		boolean done = false;
		while (!done) {
			try {
				if (!this.checkpoints.isAt(event.conversationId(), event.message())) {
					this.checkpoints.advance(event.conversationId(), event.message());
				}
				this.store.works();
				done = true;
			}
			catch (CheckpointStoreException ex) {
				this.checkpoints.forget(event.conversationId());
				done = !wait(buffer, ex);
			}
		}
	}

	private boolean wait(DeliveryBuffer buffer, CheckpointStoreException failure) {
		boolean goOn = this.lifecycle.sleep(this.store.delayAfter(failure), buffer);
		if (!goOn) {
			buffer.discard();
		}
		return goOn;
	}

	private void verify() {
		try {
			this.checkpoints.verify();
			this.store.works();
		}
		catch (CheckpointStoreException ex) {
			this.store.failed(ex);
		}
		this.verifiedAt = this.infrastructure.time().nanoTime();
	}

	private boolean pause(Duration delay) {
		return this.lifecycle.sleep(delay, this.buffer);
	}

	private void stale(StaleOwnerException cause) {
		this.log.stale(cause);
		this.claim.release();
		this.lifecycle.hasLostOwnership();
		announce(false);
		if (this.lifecycle.sleep(Objects.requireNonNull(this.takeOvers.delayAfter(cause)), null)) {
			this.claim.take();
		}
	}

	private void announce(boolean owned) {
		if (this.announced != owned) {
			this.announced = owned;
			this.events.ownership(this.shard, owned);
		}
	}

	private void track(MessageSource.Incoming incoming) {
		this.connection.track(incoming);
		if (incoming.event() instanceof StreamEvent.Skipped skipped) {
			this.log.skipped(skipped, incoming.conversationId());
		}
		this.container.heard(incoming.event());
	}

	private static boolean isForWorker(MessageSource.Incoming incoming) {
		StreamEvent event = incoming.event();
		return event instanceof StreamEvent.Message || event instanceof StreamEvent.Connected
				|| event instanceof StreamEvent.Reconnecting;
	}

	/** Hears of every use of the store, by this worker and by its source. */
	private final class StoreListener implements FencedCheckpointStore.Listener {

		@Override
		public void unavailable(CheckpointStoreException failure) {
			StreamWorker.this.container.storeFailed(failure.cause());
			DeliveryBuffer buffer = StreamWorker.this.buffer;
			// A source may still read when its assignment is over.
			if (buffer != null && !buffer.isDiscarded()) {
				StreamWorker.this.store.failed(failure);
			}
		}

		@Override
		public void invalid(InvalidCheckpointException failure) {
			StreamWorker.this.container.storeFailed(failure);
		}

		@Override
		public void available() {
			StreamWorker.this.store.works();
		}

	}

}
