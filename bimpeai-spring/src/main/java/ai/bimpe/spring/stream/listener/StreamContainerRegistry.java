package ai.bimpe.spring.stream.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.listener.MessageStreamContainer;
import ai.bimpe.spring.stream.internal.listener.StreamInfrastructure;
import ai.bimpe.spring.stream.internal.listener.StreamThreads;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The containers of all managed streams of an application context: creates one for each
 * stream, starts and stops them with the context. It runs in the last lifecycle phase, so
 * whatever a listener may need is started before it and stopped after it.
 *
 * <p>
 * Spring Boot configures one from properties. Without Spring Boot, declare it as a bean:
 *
 * <pre class="code">
 * &#064;Bean
 * StreamContainerRegistry streams(ReactiveBimpeAI client, ApplicationEventPublisher publisher) {
 *     StreamContainerRegistry streams = StreamContainerRegistry.builder(client, publisher).build();
 *     streams.subscribe(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
 *     return streams;
 * }
 * </pre>
 *
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class StreamContainerRegistry implements BimpeAIStreams, SmartLifecycle, DisposableBean {

	private final StreamInfrastructure infrastructure;

	private final boolean virtualThreads;

	private final @Nullable ClassLoader classLoader;

	private final boolean autoStartup;

	private final Duration shutdownTimeout;

	private final Set<String> accounts;

	private final Map<String, MessageStreamContainer> containers = new LinkedHashMap<>();

	/** Stopped by hand, with a listener that is still at work. */
	private final Set<MessageStreamContainer> ending = new HashSet<>();

	private volatile boolean running;

	StreamContainerRegistry(StreamInfrastructure infrastructure, boolean virtualThreads,
			@Nullable ClassLoader classLoader, boolean autoStartup, Duration shutdownTimeout, Set<String> accounts) {
		this.infrastructure = infrastructure;
		this.virtualThreads = virtualThreads;
		this.classLoader = classLoader;
		this.autoStartup = autoStartup;
		this.shutdownTimeout = shutdownTimeout;
		this.accounts = accounts;
	}

	/**
	 * Start with a client for the streams of the default account.
	 * @param client opens the streams; not closed by the registry
	 * @param publisher publishes events to application listeners, usually the application
	 * context
	 * @return a builder with the defaults
	 */
	public static StreamContainerRegistryBuilder builder(ReactiveBimpeAI client, ApplicationEventPublisher publisher) {
		return new StreamContainerRegistryBuilder((account) -> client, publisher);
	}

	/**
	 * Start with clients for the streams of several accounts.
	 * @param clients returns the client of an account; called whenever a stream of that
	 * account is opened
	 * @param publisher publishes events to application listeners, usually the application
	 * context
	 * @return a builder with the defaults
	 */
	public static StreamContainerRegistryBuilder builder(Function<String, ReactiveBimpeAI> clients,
			ApplicationEventPublisher publisher) {
		return new StreamContainerRegistryBuilder(clients, publisher);
	}

	@Override
	public ManagedStream subscribe(StreamSpec spec) {
		checkAccount(spec);
		checkTransactions(spec);
		StreamKeys.check(spec, this.infrastructure.store(), this.infrastructure.ownership());
		synchronized (this.containers) {
			if (this.containers.containsKey(spec.name())) {
				throw new UserException("There is a stream named '" + spec.name() + "' already: stop it first");
			}
			MessageStreamContainer container = new MessageStreamContainer(spec, this.infrastructure,
					new StreamThreads(spec.name(), this.virtualThreads, this.classLoader), this::remove,
					former(spec.name()));
			this.containers.put(spec.name(), container);
			if (this.running && spec.autoStartup()) {
				open(container);
			}
			return container;
		}
	}

	private void open(MessageStreamContainer container) {
		try {
			container.open();
		}
		catch (RuntimeException ex) {
			this.containers.remove(container.spec().name());
			throw ex;
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
			this.containers.values()
				.stream()
				.filter((container) -> container.spec().autoStartup())
				.forEach(MessageStreamContainer::open);
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
			closed = Stream
				.concat(this.containers.values().stream().map(MessageStreamContainer::close),
						this.ending.stream().map(MessageStreamContainer::ended))
				.toArray(CompletableFuture[]::new);
		}
		Disposable alarm = this.infrastructure.time().schedule(this::interrupt, this.shutdownTimeout);
		CompletableFuture<Void> unused = CompletableFuture.allOf(closed).whenComplete((done, failure) -> {
			alarm.dispose();
			callback.run();
		});
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public boolean isRunning() {
		// A stream that was started by itself is to be closed as well.
		return this.running || containers().stream().anyMatch(MessageStreamContainer::isOpen);
	}

	/**
	 * Interrupt listeners that are still at work when the time to stop is over.
	 */
	@Override
	public void destroy() {
		interrupt();
	}

	private void interrupt() {
		List<MessageStreamContainer> all = containers();
		synchronized (this.containers) {
			all.addAll(this.ending);
		}
		all.forEach(MessageStreamContainer::abort);
	}

	private void checkAccount(StreamSpec spec) {
		if (!spec.account().equals(BimpeAIBuilder.DEFAULT_ACCOUNT) && !this.accounts.contains(spec.account())) {
			throw new UserException("There is no account '" + spec.account() + "' for stream '" + spec.name()
					+ "': set 'bimpeai.accounts." + spec.account() + ".api-key'");
		}
	}

	private void checkTransactions(StreamSpec spec) {
		if (spec.transactional() && this.infrastructure.transactions() == null) {
			throw new UserException("'transactional' needs a PlatformTransactionManager: add one, or mark one of "
					+ "several as @Primary");
		}
		if (spec.transactional() && this.infrastructure.store() instanceof InMemoryCheckpointStore) {
			throw new UserException("'transactional' needs a checkpoint store that takes part in transactions: set "
					+ "'bimpeai.checkpoints.store=jdbc', or add a JdbcMetadataStore or a CheckpointStore");
		}
	}

	private void remove(MessageStreamContainer container) {
		synchronized (this.containers) {
			if (this.containers.remove(container.spec().name(), container)) {
				this.ending.add(container);
			}
		}
		CompletableFuture<Void> unused = container.ended().thenRun(() -> forget(container));
	}

	private void forget(MessageStreamContainer container) {
		synchronized (this.containers) {
			this.ending.remove(container);
		}
		container.reportStopped();
	}

	private CompletableFuture<Void> former(String name) {
		return CompletableFuture.allOf(this.ending.stream()
			.filter((container) -> container.spec().name().equals(name))
			.map(MessageStreamContainer::ended)
			.toArray(CompletableFuture[]::new));
	}

	private List<MessageStreamContainer> containers() {
		synchronized (this.containers) {
			return new ArrayList<>(this.containers.values());
		}
	}

}
