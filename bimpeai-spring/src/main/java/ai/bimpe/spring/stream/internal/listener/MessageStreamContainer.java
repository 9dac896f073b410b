package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ListenerShutdown;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStatistics;
import ai.bimpe.spring.stream.UnreachableConversation;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.checkpoint.AgentCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointReset;
import ai.bimpe.spring.stream.internal.checkpoint.PauseMark;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A managed stream: the workers that do its work, from one start of the application
 * context to its stop.
 */
public final class MessageStreamContainer implements ManagedStream {

	private final StreamSpec spec;

	private final StreamInfrastructure infrastructure;

	private final StreamThreads threads;

	private final Consumer<MessageStreamContainer> onStop;

	private final StreamLog log;

	private final StreamEventPublisher events;

	private final Executor stateEvents;

	private final ReentrantLock publishing = new ReentrantLock();

	private final ReentrantLock replaying = new ReentrantLock();

	/** Those of before as well, as long as a listener of theirs is at work. */
	private final Set<StreamWorker> working = ConcurrentHashMap.newKeySet();

	/** Conversations whose checkpoints cannot be read, by the keys of these. */
	private final Map<String, UnreachableConversation> unreadable = new ConcurrentHashMap<>();

	private volatile List<StreamWorker> workers = List.of();

	private CompletableFuture<Void> ended;

	private volatile List<ManagedStreamListener> observers = List.of();

	private volatile boolean open;

	private volatile boolean stopped;

	private volatile boolean paused;

	private volatile @Nullable Throwable failure;

	private volatile StreamState published = StreamState.STOPPED;

	private volatile boolean started;

	private boolean pausedEverywhere;

	public MessageStreamContainer(StreamSpec spec, StreamInfrastructure infrastructure, StreamThreads threads,
			Consumer<MessageStreamContainer> onStop, CompletableFuture<Void> former) {
		this.spec = spec;
		this.infrastructure = infrastructure;
		this.threads = threads;
		this.onStop = onStop;
		this.ended = former;
		this.log = new StreamLog(spec, infrastructure.logExceptionMessages());
		this.events = new StreamEventPublisher(spec, infrastructure.publisher(), this.log);
		this.stateEvents = threads.events();
	}

	@Override
	public StreamSpec spec() {
		return this.spec;
	}

	@Override
	public StreamState state() {
		if (!this.open) {
			return StreamState.STOPPED;
		}
		if (this.failure != null) {
			return StreamState.FAILED;
		}
		if (this.paused) {
			return StreamState.PAUSED;
		}
		List<StreamWorker> workers = this.workers;
		List<StreamWorker> owned = workers.stream().filter((worker) -> worker.lifecycle().isOwned()).toList();
		Set<StreamState> states = (owned.isEmpty() ? workers : owned).stream()
			.map(StreamWorker::state)
			.collect(Collectors.toSet());
		if (states.contains(StreamState.WAITING)) {
			return StreamState.WAITING;
		}
		return Stream.of(StreamState.CONNECTING, StreamState.PAUSED, StreamState.STANDBY)
			.filter(states::contains)
			.findFirst()
			.orElse(StreamState.LIVE);
	}

	@Override
	public @Nullable Throwable failure() {
		return switch (state()) {
			case FAILED -> this.failure;
			case WAITING -> {
				StreamProblem problem = problem();
				yield (problem != null) ? problem.failure() : null;
			}
			default -> null;
		};
	}

	@Override
	public @Nullable StreamProblem problem() {
		if (state() != StreamState.WAITING) {
			return null;
		}
		return this.workers.stream()
			.filter((worker) -> worker.state() == StreamState.WAITING)
			.<@Nullable StreamProblem>map(StreamWorker::problem)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	@Override
	public StreamStatistics statistics() {
		List<StreamStatistics> shards = this.working.stream()
			.<@Nullable StreamStatistics>map(StreamWorker::statistics)
			.filter(Objects::nonNull)
			.toList();
		return new StreamStatistics(shards.stream().mapToInt(StreamStatistics::liveConversations).sum(),
				shards.stream().mapToInt(StreamStatistics::waitingConversations).sum(),
				this.unreadable.size() + shards.stream().mapToInt(StreamStatistics::unreachableConversations).sum(),
				shards.stream().mapToInt(StreamStatistics::activeDeliveries).sum(),
				shards.stream().mapToLong(StreamStatistics::bufferedBytes).sum(), remainingRequests(shards),
				shards.stream()
					.<@Nullable Instant>map(StreamStatistics::oldestMessage)
					.filter(Objects::nonNull)
					.min(Comparator.naturalOrder())
					.orElse(null));
	}

	// They read the lists together, within one budget.
	private static @Nullable Integer remainingRequests(List<StreamStatistics> shards) {
		return shards.stream()
			.<@Nullable Integer>map(StreamStatistics::remainingRequests)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	@Override
	public List<UnreachableConversation> unreachable() {
		return Stream
			.concat(this.unreadable.values().stream(),
					this.workers.stream().flatMap((worker) -> worker.unreachable().stream()))
			.sorted(Comparator.comparing(UnreachableConversation::since))
			.toList();
	}

	@Override
	public Set<Integer> ownedShards() {
		return this.workers.stream()
			.filter((worker) -> worker.lifecycle().isOwned())
			.map(StreamWorker::shard)
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public @Nullable String owner(int shard) {
		return this.infrastructure.ownership().owner(ownershipKey(shard));
	}

	@Override
	public @Nullable Checkpoint checkpoint() {
		List<StreamWorker> workers = this.workers;
		return workers.isEmpty() ? null : workers.get(0).checkpoint();
	}

	@Override
	public Duration lag() {
		return this.working.stream().map(StreamWorker::lag).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
	}

	@Override
	public int buffered() {
		return this.working.stream().mapToInt(StreamWorker::buffered).sum();
	}

	@Override
	public @Nullable Duration silence() {
		return this.working.stream()
			.map(StreamWorker::silence)
			.flatMap(Optional::stream)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	@Override
	public void pause() {
		pause(true);
	}

	@Override
	public void resume() {
		pause(false);
		synchronized (this) {
			reopen();
			this.workers.forEach(StreamWorker::retry);
		}
	}

	@Override
	public void pauseEverywhere() {
		pauseMark().set();
		this.workers.forEach(StreamWorker::pauseChanged);
	}

	@Override
	public void resumeEverywhere() {
		pauseMark().remove();
		resume();
	}

	private PauseMark pauseMark() {
		return new PauseMark(this.infrastructure.store(), this.spec, this.infrastructure.time());
	}

	private void pause(boolean paused) {
		synchronized (this) {
			this.paused = paused;
			this.workers.forEach((worker) -> worker.lifecycle().pause(paused));
		}
		stateChanged();
	}

	@Override
	public void start() {
		if (this.stopped) {
			throw new UserException("Stream '" + this.spec.name() + "' was stopped: subscribe to it again");
		}
		open();
	}

	@Override
	public List<ParkedConversation> parked() {
		return this.workers.stream()
			.flatMap((worker) -> worker.parked().stream())
			.sorted(Comparator.comparing(ParkedConversation::since))
			.toList();
	}

	@Override
	public void retry(String conversationId) {
		parkedBy(conversationId).retry(conversationId);
	}

	@Override
	public void skip(String conversationId, String messageId) {
		check("messageId", messageId);
		parkedBy(conversationId).skip(conversationId, messageId);
	}

	@Override
	public void skip(String conversationId) {
		parkedBy(conversationId).skip(conversationId, null);
	}

	@Override
	public void replayFrom(String conversationId, String messageId) {
		check("messageId", messageId);
		replay(conversationId, messageId);
	}

	@Override
	public void replayFrom(String conversationId, Instant time) {
		replay(conversationId, time.toString());
	}

	private void replay(String conversationId, String after) {
		check("conversationId", conversationId);
		String key = AgentCheckpoints.key(this.spec, conversationId);
		if (this.unreadable.containsKey(key)) {
			reset().conversation(conversationId, after);
			this.unreadable.remove(key);
			if (parked().stream().noneMatch((parked) -> parked.conversationId().equals(conversationId))) {
				return;
			}
		}
		parkedBy(conversationId).replay(conversationId, Cursor.start(after));
	}

	private StreamWorker parkedBy(String conversationId) {
		check("conversationId", conversationId);
		return this.workers.stream()
			.filter((worker) -> worker.parked()
				.stream()
				.anyMatch((parked) -> parked.conversationId().equals(conversationId)))
			.findFirst()
			.orElseThrow(() -> new UserException("Conversation '" + conversationId + "' of stream '" + this.spec.name()
					+ "' is not parked on this instance"));
	}

	private static void check(String argument, String value) {
		if (!StringUtils.hasText(value)) {
			throw new UserException("'" + argument + "' must not be blank");
		}
	}

	@Override
	public void stop() {
		synchronized (this) {
			this.stopped = true;
			this.open = false;
			this.workers.forEach((worker) -> worker.lifecycle().close());
		}
		stateChanged();
		this.onStop.accept(this);
	}

	@Override
	public void replayFrom(String messageId) {
		check("messageId", messageId);
		if (this.spec.conversationId() == null) {
			throw new UserException("Stream '" + this.spec.name() + "' follows every conversation of an agent, and a "
					+ "message belongs to one of them: call replayFrom(Instant)");
		}
		replay(messageId);
	}

	@Override
	public void replayFrom(Instant time) {
		replay(time.toString());
	}

	public synchronized void open() {
		if (this.open || this.stopped) {
			return;
		}
		this.infrastructure.listeners().report(this.spec);
		this.open = true;
		this.failure = null;
		this.pausedEverywhere = false;
		this.observers = this.infrastructure.observers().get();
		tell((listener) -> listener.onOpened(this));
		CompletableFuture<Void> former = this.ended;
		this.workers = IntStream.range(0, this.spec.shards())
			.mapToObj((shard) -> new StreamWorker(this, shard, this.infrastructure, this.threads, former))
			.toList();
		this.ended = CompletableFuture
			.allOf(this.workers.stream().map(StreamWorker::ended).toArray(CompletableFuture[]::new))
			.thenRun(this::reportEnd);
		this.working.addAll(this.workers);
		this.workers.forEach((worker) -> {
			CompletableFuture<Void> unused = worker.ended().thenRun(() -> this.working.remove(worker));
			worker.start(this.paused);
		});
		stateChanged();
	}

	public boolean isOpen() {
		return this.open;
	}

	/**
	 * Let nothing more in, and finish what listeners have begun, or deliver what is here.
	 * @return completes when no listener is at work any more
	 */
	public CompletableFuture<Void> close() {
		synchronized (this) {
			this.open = false;
			boolean drain = this.infrastructure.shutdown() == ListenerShutdown.DRAIN;
			this.workers.forEach((worker) -> {
				if (drain) {
					worker.lifecycle().drain();
				}
				else {
					worker.lifecycle().close();
				}
			});
		}
		return CompletableFuture.allOf(ended(), CompletableFuture.runAsync(this::publishState, this.stateEvents));
	}

	/**
	 * Return when the stream is not at work any more.
	 * @return completes when no listener is, of the workers of before either
	 */
	public synchronized CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Interrupt the listeners that are still at work.
	 */
	public void abort() {
		this.working.forEach(StreamWorker::abort);
	}

	/**
	 * Publish the state, if it is another one. Called whenever it may be.
	 */
	void stateChanged() {
		if (state() != this.published) {
			this.stateEvents.execute(this::publishState);
		}
	}

	private void publishState() {
		this.publishing.lock();
		try {
			StreamState from = this.published;
			StreamState to = state();
			if (from != to) {
				this.published = to;
				if (to == StreamState.LIVE && !this.started) {
					this.started = true;
					this.log.live(this.infrastructure.store(), begun());
				}
				this.events.state(from, to, failure());
			}
		}
		finally {
			this.publishing.unlock();
		}
	}

	private String begun() {
		return this.workers.stream().flatMap((worker) -> worker.begun().stream()).findFirst().orElse("");
	}

	// One that has failed has logged its end, and may be opened again.
	private void reportEnd() {
		synchronized (this) {
			if (this.open) {
				return;
			}
			this.started = false;
			if (this.failure != null) {
				return;
			}
		}
		this.log.stopped(checkpoint());
	}

	/**
	 * Log that the stream is paused on all instances, or no longer, as each of its
	 * workers finds out.
	 * @param paused whether it is paused
	 */
	void reportPausedEverywhere(boolean paused) {
		synchronized (this) {
			if (this.pausedEverywhere == paused) {
				return;
			}
			this.pausedEverywhere = paused;
		}
		this.log.pausedEverywhere(paused);
	}

	String ownershipKey(int shard) {
		return (this.spec.shards() == 1) ? this.spec.name() : this.spec.name() + "#" + shard;
	}

	void heard(StreamEvent event) {
		tell((listener) -> listener.onEvent(this, event));
	}

	void polled(StreamWorker worker, Duration duration) {
		if (isFirst(worker)) {
			tell((listener) -> listener.onPoll(this, duration));
		}
	}

	void walked(StreamWorker worker, Duration duration) {
		if (isFirst(worker)) {
			tell((listener) -> listener.onWalk(this, duration));
		}
	}

	// All shards are told of what was read for them together.
	private boolean isFirst(StreamWorker worker) {
		return this.workers.stream()
			.filter((each) -> each.lifecycle().isOwned())
			.findFirst()
			.filter((first) -> first == worker)
			.isPresent();
	}

	/**
	 * Report that the stream was stopped, and is not at work any more.
	 */
	public void reportStopped() {
		tell((listener) -> listener.onStopped(this));
	}

	void storeFailed(RuntimeException failure) {
		tell((listener) -> listener.onCheckpointFailure(this, failure));
	}

	void unreadable(InvalidCheckpointException failure) {
		storeFailed(failure);
		String prefix = AgentCheckpoints.key(this.spec, "");
		if (failure.key().startsWith(prefix)
				&& this.unreadable.putIfAbsent(failure.key(), unreadable(failure, prefix)) == null) {
			this.log.unreadable(failure);
		}
	}

	private UnreachableConversation unreadable(InvalidCheckpointException failure, String prefix) {
		return new UnreachableConversation(failure.key().substring(prefix.length()), 1,
				String.valueOf(failure.getMessage()), this.infrastructure.time().instant(), null);
	}

	void deliveryFailed(MessageDeliveryFailedEvent failure, boolean last) {
		tell((listener) -> listener.onDeliveryFailure(this, failure, last));
	}

	private void tell(Consumer<ManagedStreamListener> news) {
		for (ManagedStreamListener listener : this.observers) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException ex) {
				this.log.managedListenerFailed(ex);
			}
		}
	}

	/**
	 * End because of a failure. Called by the thread of the worker.
	 * @param worker the worker that failed
	 * @param failure why
	 */
	void failed(StreamWorker worker, Throwable failure) {
		synchronized (this) {
			if (!this.open || this.failure != null || !this.workers.contains(worker)) {
				return;
			}
			this.failure = failure;
			this.workers.forEach((each) -> each.lifecycle().close());
		}
		this.log.failed(failure);
		this.events.failed(failure);
		stateChanged();
	}

	private void replay(String after) {
		this.replaying.lock();
		try {
			if (this.stopped) {
				throw new UserException("Stream '" + this.spec.name() + "' was stopped: subscribe to it again");
			}
			hold(true);
			reset().from(after, List.copyOf(this.unreadable.keySet()));
			this.unreadable.clear();
			this.workers.forEach(StreamWorker::replayed);
			reopen();
		}
		finally {
			hold(false);
			this.replaying.unlock();
		}
	}

	private CheckpointReset reset() {
		return new CheckpointReset(this.infrastructure.store(), this.spec, this.infrastructure.time());
	}

	private synchronized void reopen() {
		if (this.open && this.failure != null) {
			this.open = false;
			open();
		}
	}

	private synchronized void hold(boolean held) {
		this.workers.forEach((worker) -> worker.lifecycle().hold(held));
	}

	@Override
	public String toString() {
		return "ManagedStream[name=" + this.spec.name() + ", account=" + this.spec.account() + ", agentId="
				+ this.spec.agentId() + ", conversationId=" + this.spec.conversationId() + ", state=" + state() + "]";
	}

}
