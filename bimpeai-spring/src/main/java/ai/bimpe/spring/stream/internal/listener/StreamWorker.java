package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.internal.stream.SkippedEvents;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamSilence;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStatistics;
import ai.bimpe.spring.stream.UnreachableConversation;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.checkpoint.AgentCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.checkpoint.ConversationCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.PauseMark;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.internal.source.MessageSource;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * A stream, or a shard of it, with one owner:
 *
 * <pre>
 * claim -> own -> take over the checkpoint -> (receive -> deliver -> acknowledge ...) -> release
 * </pre>
 *
 * An {@link Assignment} lasts as long as the stream is owned and neither paused nor held.
 * The coordinating thread begins and ends assignments, and keeps the application alive;
 * messages are delivered and acknowledged on threads of their own.
 */
final class StreamWorker {

	private static final Duration UNTIL_REVOKED = Duration.ofMillis(500);

	private final MessageStreamContainer container;

	private final int shard;

	private final StreamInfrastructure infrastructure;

	private final FencedCheckpointStore fenced;

	private final Checkpoints checkpoints;

	private final StreamEventPublisher events;

	private final RetrySequence takeOvers;

	private final StreamLog log;

	private final ConversationDelivery delivery;

	private final @Nullable TransactionProbe probe;

	private final CheckpointStoreHealth store;

	private final ConnectionState connection;

	private final StreamSilence silence = new StreamSilence();

	private final WorkerLifecycle lifecycle;

	private final OwnershipClaim claim;

	private final CompletableFuture<Void> predecessors;

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Thread thread;

	private final ListenerExecutor listeners;

	private final LagMonitor lag;

	private final UnidentifiedMessages unidentified = new UnidentifiedMessages();

	private volatile @Nullable Assignment assignment;

	/** The one before, while the stream is owned and paused: what it had parked. */
	private volatile @Nullable Assignment former;

	private volatile boolean pausedEverywhere;

	private volatile @Nullable String begun;

	private boolean announced;

	private long verifiedAt;

	StreamWorker(MessageStreamContainer container, int shard, StreamInfrastructure infrastructure,
			StreamThreads threads, CompletableFuture<Void> predecessors) {
		StreamSpec spec = container.spec();
		FencedCheckpointStore fenced = new FencedCheckpointStore(infrastructure.store(), infrastructure.time(),
				new StoreListener());
		this.fenced = fenced;
		this.container = container;
		this.shard = shard;
		this.predecessors = predecessors;
		this.infrastructure = infrastructure;
		this.lifecycle = new WorkerLifecycle(infrastructure.time());
		RetrySettings retry = infrastructure.retry().apply(spec.account());
		this.takeOvers = StreamRetries.every(retry.maxDelay());
		this.log = new StreamLog(spec, shard, infrastructure.logExceptionMessages());
		this.events = new StreamEventPublisher(spec, infrastructure.publisher(), this.log);
		this.checkpoints = (spec.conversationId() != null) ? new ConversationCheckpoints(fenced, spec)
				: new AgentCheckpoints(fenced, spec, shard);
		StreamTransactions transactions = spec.transactional() ? infrastructure.transactions() : null;
		this.probe = (transactions != null) ? new TransactionProbe(fenced, transactions, spec) : null;
		this.store = new CheckpointStoreHealth(retry, infrastructure.storeOutages(), spec.name(), infrastructure.time(),
				container::stateChanged);
		this.connection = new ConnectionState(spec, this.log, infrastructure.time());
		this.claim = new OwnershipClaim(infrastructure.ownership(), container.ownershipKey(shard), this.lifecycle,
				container::stateChanged);
		this.delivery = new ConversationDelivery(spec, this.checkpoints, infrastructure, this.log, this.store,
				this.lifecycle, this.claim, container);
		this.listeners = threads.listeners(concurrency(spec, shard));
		this.lag = new LagMonitor(spec, this.events, this.log);
		this.thread = threads.coordinator(this::run);
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
			Assignment assignment = this.assignment;
			if (assignment != null) {
				assignment.abort();
			}
			this.thread.interrupt();
		}
	}

	StreamState state() {
		if (!this.claim.isTaken()) {
			return StreamState.CONNECTING;
		}
		if (!this.lifecycle.isOwned()) {
			return (this.claim.problem() != null) ? StreamState.WAITING : StreamState.STANDBY;
		}
		if (this.store.problem() != null) {
			return StreamState.WAITING;
		}
		return this.pausedEverywhere ? StreamState.PAUSED : this.connection.state();
	}

	/**
	 * Return what the worker waits for.
	 * @return the problem, {@code null} for none
	 */
	@Nullable StreamProblem problem() {
		if (!this.lifecycle.isOwned()) {
			return this.claim.problem();
		}
		StreamProblem problem = this.store.problem();
		return (problem != null) ? problem : this.connection.problem();
	}

	@Nullable Checkpoint checkpoint() {
		return this.checkpoints.only();
	}

	/**
	 * Return how long ago the oldest message was received that is neither acknowledged
	 * nor parked.
	 * @return its age, zero when there is none
	 */
	Duration lag() {
		Assignment assignment = this.assignment;
		return (assignment != null) ? assignment.lag() : Duration.ZERO;
	}

	/**
	 * Return how long ago the last sign of life came in, on the connection that is silent
	 * for the longest time.
	 * @return the time since then, empty while no connection is open
	 */
	Optional<Duration> silence() {
		return this.silence.longest();
	}

	/**
	 * Return how many messages were received that are neither acknowledged nor parked.
	 * @return the number of messages
	 */
	int buffered() {
		Assignment assignment = this.assignment;
		return (assignment != null) ? assignment.buffered() : 0;
	}

	/**
	 * Return how much is going on.
	 * @return the numbers, {@code null} when there is nothing
	 */
	@Nullable StreamStatistics statistics() {
		Assignment assignment = this.assignment;
		if (assignment == null) {
			return null;
		}
		StreamStatistics statistics = assignment.statistics();
		if (this.container.spec().conversationId() == null) {
			return statistics;
		}
		return new StreamStatistics((this.connection.state() == StreamState.LIVE) ? 1 : 0, 0, unreachable().size(),
				statistics.activeDeliveries(), statistics.bufferedBytes(), null, statistics.oldestMessage());
	}

	/**
	 * Return which conversations cannot be followed.
	 * @return the conversations, in no order
	 */
	List<UnreachableConversation> unreachable() {
		Assignment assignment = this.assignment;
		if (assignment == null) {
			return List.of();
		}
		UnreachableConversation only = this.connection.unreachable();
		return (only != null) ? List.of(only) : assignment.control().status().unreachable();
	}

	/**
	 * Read again whether the stream is paused on all instances.
	 */
	void pauseChanged() {
		Assignment assignment = this.assignment;
		if (assignment != null) {
			assignment.discard();
		}
		this.lifecycle.retry();
	}

	/**
	 * Return what is parked, or was when the stream was paused.
	 * @return the conversations, parked the longest first
	 */
	List<ParkedConversation> parked() {
		Assignment assignment = latest();
		return (assignment != null) ? assignment.parked() : List.of();
	}

	void retry(String conversationId) {
		Assignment assignment = latest();
		if (assignment != null) {
			assignment.retry(conversationId);
		}
	}

	/**
	 * Skip the message of a parked conversation.
	 * @param conversationId the conversation
	 * @param messageId the message that it is parked at, {@code null} for one without an
	 * id
	 */
	void skip(String conversationId, @Nullable String messageId) {
		Assignment assignment = latest();
		if (assignment != null) {
			assignment.skip(conversationId, messageId, (message) -> this.checkpoints.advance(conversationId, message));
		}
	}

	/**
	 * Try at once what waits after a failure.
	 */
	void retry() {
		this.lifecycle.retry();
		Assignment assignment = this.assignment;
		if (assignment != null) {
			assignment.control().retry();
		}
	}

	/**
	 * Move the checkpoint of a parked conversation, which then continues there.
	 * @param conversationId the conversation
	 * @param cursor where to continue
	 */
	void replay(String conversationId, Cursor cursor) {
		Assignment assignment = latest();
		if (assignment != null) {
			assignment.replay(conversationId, () -> this.checkpoints.moveTo(conversationId, cursor));
		}
	}

	/**
	 * The stream is replayed: what was done is wanted again.
	 */
	void replayed() {
		this.unidentified.clear();
	}

	private @Nullable Assignment latest() {
		Assignment assignment = this.assignment;
		return (assignment != null) ? assignment : this.former;
	}

	private void run() {
		try {
			// Never two listeners of a stream at work at a time.
			this.predecessors.get();
			this.claim.take();
			this.container.stateChanged();
			while (this.lifecycle.await()) {
				if (this.lifecycle.hasLostOwnership()) {
					announce(false);
				}
				else if (!this.claim.isValid()) {
					// About to be told. To take over now would fence the next owner.
					this.lifecycle.sleep(UNTIL_REVOKED, null);
				}
				else if (mayWork()) {
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
			this.store.close();
			this.listeners.close();
			this.ended.complete(null);
		}
	}

	// Nothing is delivered before it is known that the stream is not paused.
	private boolean mayWork() {
		try {
			pausedEverywhere(isPausedEverywhere());
			if (this.pausedEverywhere) {
				this.store.works();
				this.lifecycle.sleep(this.infrastructure.verifyEvery(), null);
			}
			return !this.pausedEverywhere;
		}
		catch (CheckpointStoreException ex) {
			this.lifecycle.sleep(this.store.delayAfter(ex), null);
			return false;
		}
		catch (StaleOwnerException ex) {
			stale(ex);
			return false;
		}
	}

	// A store that has lost what the owner has written has lost the mark with it.
	private boolean isPausedEverywhere() {
		StreamSpec spec = this.container.spec();
		boolean marked = PauseMark.isSet(this.fenced, spec);
		if (!this.pausedEverywhere || !this.checkpoints.isLost()) {
			return marked;
		}
		if (!marked) {
			PauseMark.restore(this.fenced, spec, this.infrastructure.time());
		}
		this.checkpoints.verify();
		return true;
	}

	private void pausedEverywhere(boolean paused) {
		if (paused != this.pausedEverywhere) {
			this.pausedEverywhere = paused;
			this.container.reportPausedEverywhere(paused);
			this.container.stateChanged();
		}
	}

	private void assignment() {
		Assignment assignment = this.lifecycle.enter(this::newAssignment);
		if (assignment == null) {
			return;
		}
		this.assignment = assignment;
		this.former = null;
		try {
			this.connection.reset();
			if (this.probe != null) {
				this.probe.check();
			}
			this.checkpoints.takeOver();
			this.store.works();
			begin();
			announce(true);
			this.infrastructure.sources()
				.create(this.container.spec(), this.shard)
				.open(this.checkpoints, assignment.control())
				.doOnNext(this::track)
				.filter(StreamWorker::isForWorker)
				.contextWrite(this.silence::measureIn)
				.contextWrite(SkippedEvents::reportedBySubscriber)
				.subscribe(assignment);
			coordinate(assignment);
		}
		catch (CheckpointStoreException ex) {
			this.lifecycle.sleep(this.store.delayAfter(ex), assignment);
		}
		catch (RuntimeException ex) {
			assignment.fail(ex);
		}
		finally {
			end(assignment);
		}
	}

	private Assignment newAssignment() {
		Assignment assignment = new Assignment(concurrency(this.container.spec(), this.shard),
				this.infrastructure.time(), this.listeners, this::deliver, this.unidentified);
		assignment.control()
			.status()
			.listeners((duration) -> this.container.polled(this, duration),
					(duration) -> this.container.walked(this, duration));
		return assignment;
	}

	private void deliver(Assignment assignment, DeliveryBuffer.Conversation conversation) {
		this.delivery.deliver(assignment, conversation, assignment::execute);
	}

	private void coordinate(Assignment assignment) {
		Duration verifyEvery = this.infrastructure.verifyEvery();
		Duration lagThreshold = this.container.spec().lagThreshold();
		this.verifiedAt = this.infrastructure.time().nanoTime();
		while (assignment.isOpen()) {
			MessageSource.Incoming incoming = assignment
				.poll((lagThreshold.compareTo(verifyEvery) < 0) ? lagThreshold : verifyEvery);
			if (incoming != null) {
				handle(incoming);
			}
			this.lag.check(assignment.lag());
			assignment.admit();
			if (assignment.isOpen()
					&& this.infrastructure.time().nanoTime() - this.verifiedAt >= verifyEvery.toNanos()) {
				verify();
			}
		}
	}

	private void end(Assignment assignment) {
		assignment.drain();
		assignment.awaitEnd();
		assignment.discard();
		this.former = this.lifecycle.isOwned() ? assignment : null;
		this.assignment = null;
		this.lag.check(Duration.ZERO);
		this.lifecycle.leave();
		Throwable failure = assignment.failure();
		if (failure instanceof StaleOwnerException stale) {
			stale(stale);
		}
		else if (failure != null) {
			this.container.failed(this, Exceptions.unwrap(failure));
		}
	}

	private void handle(MessageSource.Incoming incoming) {
		String conversationId = incoming.conversationId();
		if (incoming.event() instanceof StreamEvent.Connected) {
			this.events.connected(conversationId);
		}
		else if (incoming.event() instanceof StreamEvent.Reconnecting reconnecting) {
			this.events.disconnected(conversationId, reconnecting);
		}
	}

	private void verify() {
		try {
			this.checkpoints.verify();
			if (PauseMark.isSet(this.fenced, this.container.spec())) {
				pauseChanged();
			}
			this.store.works();
		}
		catch (CheckpointStoreException ex) {
			this.store.failed(ex);
		}
		this.verifiedAt = this.infrastructure.time().nanoTime();
	}

	private void stale(StaleOwnerException cause) {
		// Another instance may have replayed the stream.
		replayed();
		this.log.stale(cause);
		this.claim.release();
		this.lifecycle.hasLostOwnership();
		announce(false);
		if (this.lifecycle.sleep(Objects.requireNonNull(this.takeOvers.delayAfter(cause)), null)) {
			this.claim.take();
		}
	}

	private void begin() {
		if (this.begun == null) {
			this.begun = start();
		}
	}

	private String start() {
		StreamSpec spec = this.container.spec();
		if (!this.checkpoints.isStarted()) {
			return "beginning with new messages";
		}
		Checkpoint only = this.checkpoints.only();
		if (only == null) {
			return "conversations continuing at their checkpoints, or beginning after " + this.checkpoints.startTime();
		}
		return (only.after().equals(spec.after()) ? "beginning after '" : "continuing after '") + only.after() + "'";
	}

	/**
	 * Return where the worker has begun.
	 * @return what the log says of it; empty unless it was the owner
	 */
	Optional<String> begun() {
		return Optional.ofNullable(this.begun);
	}

	private void announce(boolean owned) {
		if (this.announced != owned) {
			this.announced = owned;
			this.events.ownership(this.shard, owned);
			this.container.stateChanged();
		}
	}

	private void track(MessageSource.Incoming incoming) {
		this.connection.track(incoming);
		if (incoming.event() instanceof StreamEvent.Skipped skipped) {
			this.log.skipped(skipped, incoming.conversationId());
		}
		this.container.heard(incoming.event());
		if (!(incoming.event() instanceof StreamEvent.Message)) {
			this.container.stateChanged();
		}
	}

	/**
	 * Return how many conversations of a shard are delivered at a time.
	 * @param spec the stream
	 * @param shard the number of the shard, from 0
	 * @return the number, 1 or more
	 */
	static int concurrency(StreamSpec spec, int shard) {
		int shards = spec.shards();
		return Math.max(1, spec.concurrency() / shards + ((shard < spec.concurrency() % shards) ? 1 : 0));
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
			Assignment assignment = StreamWorker.this.assignment;
			// A source may still read when its assignment is over.
			if (assignment != null && !assignment.isDiscarded()) {
				StreamWorker.this.store.failed(failure);
			}
		}

		@Override
		public void invalid(InvalidCheckpointException failure) {
			StreamWorker.this.container.unreadable(failure);
		}

		@Override
		public void repaired(String key, Checkpoint checkpoint) {
			StreamWorker.this.log.repaired(key, checkpoint);
		}

		@Override
		public void redirected(Checkpoint former) {
			StreamWorker.this.log.redirected(former);
		}

		@Override
		public void lost(int checkpoints) {
			StreamWorker.this.infrastructure.storeOutages()
				.emptied(StreamWorker.this.container.spec().name(), checkpoints);
		}

		@Override
		public void available() {
			StreamWorker.this.store.works();
		}

	}

}
