package ai.bimpe.spring.stream.listener;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.ListenerShutdown;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.invocation.ApplicationMessageListeners;
import ai.bimpe.spring.stream.internal.listener.DeliveryObservation;
import ai.bimpe.spring.stream.internal.listener.LocalStreamOwnership;
import ai.bimpe.spring.stream.internal.listener.StoreOutageLog;
import ai.bimpe.spring.stream.internal.listener.StreamInfrastructure;
import ai.bimpe.spring.stream.internal.listener.StreamTransactions;
import ai.bimpe.spring.stream.internal.source.ClientMessageSourceFactory;
import ai.bimpe.spring.stream.observation.DeliveryObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ResourceLoader;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * Builds a {@link StreamContainerRegistry}. Not thread-safe.
 *
 * @since 0.1.0
 * @see StreamContainerRegistry#builder(ReactiveBimpeAI, ApplicationEventPublisher)
 */
public final class StreamContainerRegistryBuilder {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private static final Duration VERIFY_EVERY = Duration.ofSeconds(10);

	private final Function<String, ReactiveBimpeAI> clients;

	private final ApplicationEventPublisher publisher;

	private Set<String> accounts = Set.of();

	private CheckpointStore checkpointStore = new InMemoryCheckpointStore();

	private StreamOwnership ownership = new LocalStreamOwnership();

	private @Nullable StreamTransactions transactions;

	private Supplier<List<ManagedStreamListener>> listeners = List::of;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable DeliveryObservationConvention observationConvention;

	private Function<String, RetrySettings> retry = (account) -> RetrySettings.DEFAULTS;

	private Duration refusalRetryInterval = Duration.ofMinutes(1);

	private ListenerShutdown shutdown = ListenerShutdown.CURRENT;

	private Duration shutdownTimeout = Duration.ofSeconds(20);

	private boolean virtualThreads;

	private boolean autoStartup = true;

	private boolean logExceptionMessages;

	private @Nullable Scheduler scheduler;

	private @Nullable InstantSource clock;

	StreamContainerRegistryBuilder(Function<String, ReactiveBimpeAI> clients, ApplicationEventPublisher publisher) {
		this.clients = clients;
		this.publisher = publisher;
	}

	/**
	 * Set the accounts that streams may belong to, besides the default one.
	 * @param accounts the names
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder accounts(Collection<String> accounts) {
		this.accounts = Set.copyOf(accounts);
		return this;
	}

	/**
	 * Set the store of checkpoints. By default they are kept in memory, and a restart
	 * begins with new messages.
	 * @param checkpointStore called on threads that may block, by many at a time
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder checkpointStore(CheckpointStore checkpointStore) {
		this.checkpointStore = checkpointStore;
		return this;
	}

	/**
	 * Set which instance of the application owns a stream. By default this instance owns
	 * all its streams.
	 * @param ownership started before the registry and stopped after it
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder ownership(StreamOwnership ownership) {
		this.ownership = ownership;
		return this;
	}

	/**
	 * Set the transaction manager for streams that are transactional. Without one, such a
	 * stream is refused.
	 * @param transactionManager the transaction manager of listeners and of the
	 * checkpoint store
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder transactionManager(PlatformTransactionManager transactionManager) {
		this.transactions = new StreamTransactions(transactionManager);
		return this;
	}

	/**
	 * Set who is notified of everything that happens on the streams.
	 * @param listeners returns the listeners; called whenever a container is opened
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder listeners(Supplier<List<ManagedStreamListener>> listeners) {
		this.listeners = listeners;
		return this;
	}

	/**
	 * Set the registry that deliveries are observed with. By default they are not
	 * observed.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Set the names and keys of delivery observations.
	 * @param observationConvention the convention, {@code null} for the default
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder observationConvention(
			@Nullable DeliveryObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Set how long to wait before a connection, a list or a checkpoint store that was not
	 * available is tried again. Waits between deliveries are settings of the stream.
	 * @param retry returns the settings of an account
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder retry(Function<String, RetrySettings> retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Set how long a stream waits after an answer that only a person can change, such as
	 * a key that is refused (401), or an agent that does not exist (404).
	 * @param refusalRetryInterval longer than zero; by default 1 minute
	 * @return this builder
	 * @throws UserException when it is not longer than zero
	 */
	public StreamContainerRegistryBuilder refusalRetryInterval(Duration refusalRetryInterval) {
		if (refusalRetryInterval.compareTo(Duration.ZERO) <= 0) {
			throw new UserException("'refusalRetryInterval' must be longer than zero, but is " + refusalRetryInterval);
		}
		this.refusalRetryInterval = refusalRetryInterval;
		return this;
	}

	/**
	 * Set what becomes of messages that were received and not handed over yet, when the
	 * registry is stopped.
	 * @param shutdown by default {@link ListenerShutdown#CURRENT}
	 * @param timeout how long listeners may take until they are interrupted, longer than
	 * zero; by default 20 seconds, which is below the 30 seconds of Spring's lifecycle
	 * phases and of Kubernetes
	 * @return this builder
	 * @throws UserException when the timeout is not longer than zero
	 */
	public StreamContainerRegistryBuilder shutdown(ListenerShutdown shutdown, Duration timeout) {
		if (timeout.compareTo(Duration.ZERO) <= 0) {
			throw new UserException("'timeout' of the shutdown must be longer than zero, but is " + timeout);
		}
		this.shutdown = shutdown;
		this.shutdownTimeout = timeout;
		return this;
	}

	/**
	 * Set whether listeners are called on virtual threads. Needs Java 21 or later.
	 * @param virtualThreads whether to use virtual threads
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder virtualThreads(boolean virtualThreads) {
		this.virtualThreads = virtualThreads;
		return this;
	}

	/**
	 * Set whether streams are opened with the application context. By default they are.
	 * @param autoStartup {@code false} to open all of them by
	 * {@link StreamContainerRegistry#start()}, or one by {@link ManagedStream#start()}
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder autoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
		return this;
	}

	/**
	 * Set whether the log shows the messages of exceptions that listeners throw. By
	 * default it shows classes and stack frames only, as messages may quote what
	 * customers have written.
	 * @param logExceptionMessages whether to show them, those of causes included
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder logExceptionMessages(boolean logExceptionMessages) {
		this.logExceptionMessages = logExceptionMessages;
		return this;
	}

	/**
	 * Set what runs and measures all waits: polls, time between attempts, and checks of
	 * the owner. By default it is Reactor's parallel scheduler.
	 * @param scheduler runs short tasks that do not block; not closed by the registry
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder scheduler(Scheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/**
	 * Set the clock that measures how far the clock of the server is ahead or behind, and
	 * that stands in for it where the server does not say its time. By default it is the
	 * clock of the machine.
	 * @param clock the clock
	 * @return this builder
	 */
	public StreamContainerRegistryBuilder clock(InstantSource clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Build the registry. Its streams are opened when it is started, which an application
	 * context does.
	 * @return a new registry without streams
	 */
	public StreamContainerRegistry build() {
		TimeSource time = new TimeSource(this.scheduler, this.clock);
		return new StreamContainerRegistry(
				new StreamInfrastructure(
						new ClientMessageSourceFactory(this.clients, this.retry, this.refusalRetryInterval, time),
						this.checkpointStore, this.ownership, this.publisher,
						new ApplicationMessageListeners(this.publisher, time, this.logExceptionMessages,
								this::failedAfterCommit),
						this.transactions,
						new DeliveryObservation(this.observationRegistry, this.observationConvention), this.listeners,
						this.retry, VERIFY_EVERY, time, this.logExceptionMessages, this.shutdown,
						new StoreOutageLog(time)),
				this.virtualThreads, classLoader(), this.autoStartup, this.shutdownTimeout, this.accounts);
	}

	private void failedAfterCommit(String stream, Throwable failure) {
		for (ManagedStreamListener listener : this.listeners.get()) {
			try {
				listener.onFailureAfterCommit(stream, failure);
			}
			catch (RuntimeException ex) {
				logger.warn("A ManagedStreamListener of stream '" + stream + "' failed with "
						+ ExceptionRedactor.describe(ex)
						+ "; the stream goes on. The DEBUG level of this logger shows the stack trace");
				ExceptionRedactor.debug(logger, "Failure on stream '" + stream + "'", ex);
			}
		}
	}

	private @Nullable ClassLoader classLoader() {
		return (this.publisher instanceof ResourceLoader context) ? context.getClassLoader()
				: ClassUtils.getDefaultClassLoader();
	}

}
