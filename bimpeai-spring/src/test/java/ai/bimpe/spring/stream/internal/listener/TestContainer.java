package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ListenerShutdown;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.invocation.MessageListeners;
import ai.bimpe.spring.stream.internal.source.ManualMessageSource;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A container of this instance alone, with a source, listeners and time in the hands of
 * the test.
 */
final class TestContainer implements AutoCloseable {

	static final String START = "2026-01-31T12:00:00Z";

	final VirtualTime time = new VirtualTime();

	final InMemoryCheckpointStore memory = new InMemoryCheckpointStore();

	final CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.memory);

	final List<Object> events = new CopyOnWriteArrayList<>();

	final List<ManualMessageSource> sources = new CopyOnWriteArrayList<>();

	final MessageStreamContainer container;

	private final StreamSpec spec;

	TestContainer(StreamSpec spec, MessageListeners listeners) {
		this(spec, listeners, false);
	}

	TestContainer(StreamSpec spec, MessageListeners listeners, boolean virtualThreads) {
		this.spec = spec;
		this.container = new MessageStreamContainer(spec,
				new StreamInfrastructure((of, shard) -> new ManualMessageSource(this.sources::add), this.store,
						new LocalStreamOwnership(), this.events::add, listeners, null,
						new DeliveryObservation(ObservationRegistry.NOOP, null), List::of,
						(account) -> RetrySettings.DEFAULTS, Duration.ofSeconds(10), this.time.source(), false,
						ListenerShutdown.DRAIN, new StoreOutageLog(this.time.source())),
				new StreamThreads(spec.name(), virtualThreads, getClass().getClassLoader()), (stopped) -> {
				}, CompletableFuture.completedFuture(null));
		this.container.open();
		source(0);
	}

	/**
	 * Wait for a source.
	 * @param number the number of the assignment, from 0
	 * @return the source
	 */
	ManualMessageSource source(int number) {
		await().until(() -> this.sources.size() > number);
		return this.sources.get(number);
	}

	void receive(String conversationId, String... messageIds) {
		for (String id : messageIds) {
			source(this.sources.size() - 1).emit(conversationId, new StreamEvent.Message(message(conversationId, id)));
		}
	}

	static StreamMessage message(String conversationId, String id) {
		return new StreamMessage(id, conversationId, MessageRole.USER, "text", "text", Instant.EPOCH, Map.of());
	}

	/**
	 * Return the id of the last message of a conversation that was acknowledged.
	 * @param conversationId the conversation
	 * @return the id, {@code null} for none
	 */
	@Nullable String acknowledged(String conversationId) {
		Checkpoint checkpoint = this.memory
			.load((this.spec.conversationId() != null) ? this.spec.name() : this.spec.name() + "/" + conversationId);
		return (checkpoint == null || checkpoint.createdAt() == null) ? null : checkpoint.after();
	}

	void awaitAcknowledged(String conversationId, String messageId) {
		await().until(() -> Objects.equals(acknowledged(conversationId), messageId));
	}

	static ConditionFactory await() {
		return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
	}

	@Override
	public void close() {
		CompletableFuture<Void> ended = this.container.close();
		this.container.abort();
		ended.join();
	}

}
