package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import ai.bimpe.client.errors.UserException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Keeps the containers, and starts and stops them with the context. In the last phase:
 * everything that a listener may need has started before, and is stopped after.
 */
final class DefaultBimpeAIStreams implements BimpeAIStreams, SmartLifecycle, DisposableBean {

	private final StreamEnvironment environment;

	private final boolean virtualThreads;

	private final Map<String, MessageStreamContainer> containers = new LinkedHashMap<>();

	private volatile boolean running;

	DefaultBimpeAIStreams(StreamEnvironment environment, boolean virtualThreads) {
		this.environment = environment;
		this.virtualThreads = virtualThreads;
	}

	@Override
	public ManagedStream subscribe(StreamSpec spec) {
		checkTransactions(spec);
		synchronized (this.containers) {
			if (this.containers.containsKey(spec.name())) {
				throw new UserException("There is a stream named '" + spec.name() + "' already: stop it first");
			}
			MessageStreamContainer container = new MessageStreamContainer(spec, this.environment, threads(spec.name()),
					this::remove);
			this.containers.put(spec.name(), container);
			if (this.running) {
				container.open();
			}
			return container;
		}
	}

	@Override
	public List<ManagedStream> all() {
		return List.copyOf(containers());
	}

	@Override
	public void start() {
		synchronized (this.containers) {
			this.running = true;
			this.containers.values().forEach(MessageStreamContainer::open);
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		CompletableFuture<?>[] closed;
		synchronized (this.containers) {
			this.running = false;
			closed = this.containers.values()
				.stream()
				.map(MessageStreamContainer::close)
				.toArray(CompletableFuture[]::new);
		}
		CompletableFuture<Void> unused = CompletableFuture.allOf(closed)
			.whenComplete((done, failure) -> callback.run());
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Interrupt listeners that are still at work when the time to stop is over.
	 */
	@Override
	public void destroy() {
		containers().forEach(MessageStreamContainer::abort);
	}

	private void checkTransactions(StreamSpec spec) {
		if (spec.transactional() && this.environment.transactions() == null) {
			throw new UserException("'transactional' needs a PlatformTransactionManager: add one, or mark one of "
					+ "several as @Primary");
		}
		if (spec.transactional() && this.environment.store() instanceof InMemoryCheckpointStore) {
			throw new UserException("'transactional' needs a checkpoint store that takes part in transactions: add a "
					+ "JdbcMetadataStore or a CheckpointStore");
		}
	}

	private void remove(MessageStreamContainer container) {
		synchronized (this.containers) {
			this.containers.remove(container.spec().name(), container);
		}
	}

	private List<MessageStreamContainer> containers() {
		synchronized (this.containers) {
			return new ArrayList<>(this.containers.values());
		}
	}

	private ThreadFactory threads(String stream) {
		String prefix = "bimpeai-" + stream + "-";
		return this.virtualThreads ? new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory()
				: new CustomizableThreadFactory(prefix);
	}

}
