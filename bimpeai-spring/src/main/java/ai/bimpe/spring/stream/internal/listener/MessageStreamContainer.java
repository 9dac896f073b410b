package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointReset;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A managed stream: the workers that do its work, from one start of the application
 * context to its stop.
 */
public final class MessageStreamContainer implements ManagedStream {

	private final StreamSpec spec;

	private final StreamInfrastructure infrastructure;

	private final ThreadFactory threads;

	private final Consumer<MessageStreamContainer> onStop;

	private final StreamLog log;

	private final ReentrantLock replaying = new ReentrantLock();

	/** Those of before as well, as long as a listener of theirs is at work. */
	private final Set<StreamWorker> working = ConcurrentHashMap.newKeySet();

	private volatile List<StreamWorker> workers = List.of();

	private CompletableFuture<Void> ended;

	private volatile List<ManagedStreamListener> listeners = List.of();

	private volatile boolean open;

	private volatile boolean stopped;

	private volatile boolean paused;

	private volatile @Nullable Throwable failure;

	public MessageStreamContainer(StreamSpec spec, StreamInfrastructure infrastructure, ThreadFactory threads,
			Consumer<MessageStreamContainer> onStop, CompletableFuture<Void> former) {
		this.spec = spec;
		this.infrastructure = infrastructure;
		this.threads = threads;
		this.onStop = onStop;
		this.ended = former;
		this.log = new StreamLog(spec);
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
		return states.contains(StreamState.CONNECTING) ? StreamState.CONNECTING : StreamState.LIVE;
	}

	@Override
	public @Nullable Throwable failure() {
		return switch (state()) {
			case FAILED -> this.failure;
			case WAITING -> this.workers.stream()
				.<@Nullable Throwable>map(StreamWorker::waitsFor)
				.filter((failure) -> failure != null)
				.findFirst()
				.orElse(null);
			default -> null;
		};
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
	public synchronized void pause() {
		this.paused = true;
		this.workers.forEach((worker) -> worker.lifecycle().pause(true));
	}

	@Override
	public synchronized void resume() {
		this.paused = false;
		this.workers.forEach((worker) -> worker.lifecycle().pause(false));
	}

	@Override
	public void stop() {
		synchronized (this) {
			this.stopped = true;
			this.open = false;
			this.workers.forEach((worker) -> worker.lifecycle().close());
		}
		this.onStop.accept(this);
	}

	@Override
	public void replayFrom(String messageId) {
		if (!StringUtils.hasText(messageId)) {
			throw new UserException("'messageId' must not be blank");
		}
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
		this.open = true;
		this.failure = null;
		this.listeners = this.infrastructure.listeners().get();
		CompletableFuture<Void> former = this.ended;
		this.workers = IntStream.range(0, this.spec.shards())
			.mapToObj((shard) -> new StreamWorker(this, shard, this.infrastructure, this.threads, former))
			.toList();
		this.ended = CompletableFuture
			.allOf(this.workers.stream().map(StreamWorker::ended).toArray(CompletableFuture[]::new));
		this.working.addAll(this.workers);
		this.workers.forEach((worker) -> {
			CompletableFuture<Void> unused = worker.ended().thenRun(() -> this.working.remove(worker));
			worker.start(this.paused);
		});
	}

	/**
	 * Let nothing more in, and deliver what is here.
	 * @return completes when no listener is at work any more
	 */
	public synchronized CompletableFuture<Void> close() {
		this.open = false;
		this.workers.forEach((worker) -> worker.lifecycle().drain());
		return this.ended;
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

	String ownershipKey(int shard) {
		return (this.spec.shards() == 1) ? this.spec.name() : this.spec.name() + "#" + shard;
	}

	void heard(StreamEvent event) {
		tell((listener) -> listener.onEvent(this, event));
	}

	void storeFailed(RuntimeException failure) {
		tell((listener) -> listener.onCheckpointFailure(this, failure));
	}

	private void tell(Consumer<ManagedStreamListener> news) {
		for (ManagedStreamListener listener : this.listeners) {
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
		new StreamEventPublisher(this.spec, this.infrastructure.publisher(), this.log).failed(failure);
	}

	private void replay(String after) {
		this.replaying.lock();
		try {
			if (this.stopped) {
				throw new UserException("Stream '" + this.spec.name() + "' was stopped: subscribe to it again");
			}
			hold(true);
			new CheckpointReset(this.infrastructure.store(), this.spec, this.infrastructure.time()).from(after,
					this.failure);
			reopen();
		}
		finally {
			hold(false);
			this.replaying.unlock();
		}
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

}
