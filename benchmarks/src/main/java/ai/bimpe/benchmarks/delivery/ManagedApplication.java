package ai.bimpe.benchmarks.delivery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * An application with one managed stream and one {@code @EventListener} method, set up as
 * the documentation shows it without Spring Boot. Checkpoints are kept in memory, and
 * deliveries are not observed.
 */
final class ManagedApplication implements AutoCloseable {

	private static final int OPENING_SECONDS = 60;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final CountingCheckpointStore checkpoints = new CountingCheckpointStore();

	private final ReactiveBimpeAI client;

	/**
	 * Open the stream.
	 * @param baseUrl where the server is
	 * @param spec the stream
	 * @param virtualThreads whether the listener is called on virtual threads
	 * @param conversations how many conversations the stream has
	 * @param listener takes the messages
	 * @throws InterruptedException when interrupted
	 */
	ManagedApplication(String baseUrl, StreamSpec spec, boolean virtualThreads, int conversations,
			MessageListener listener) throws InterruptedException {
		this.client = ReactiveBimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build();
		CountDownLatch connected = new CountDownLatch(conversations);
		this.context.registerBean(MessageListenerMethodFactory.class);
		this.context.registerBean(Listeners.class, () -> new Listeners(listener, connected));
		this.context.registerBean(StreamContainerRegistry.class, () -> {
			StreamContainerRegistry streams = StreamContainerRegistry.builder(this.client, this.context)
				.virtualThreads(virtualThreads)
				.checkpointStore(this.checkpoints)
				.build();
			streams.subscribe(spec);
			return streams;
		});
		this.context.refresh();
		if (!connected.await(OPENING_SECONDS, TimeUnit.SECONDS)) {
			close();
			throw new IllegalStateException(connected.getCount() + " of " + conversations + " did not connect");
		}
	}

	/**
	 * Return how many messages were acknowledged.
	 * @return the number since the stream was opened, and very few other checkpoints
	 */
	long acknowledged() {
		return this.checkpoints.written.sum();
	}

	@Override
	public void close() {
		this.context.close();
		this.client.close();
	}

	/** Takes messages as a method of an application does. */
	@FunctionalInterface
	interface MessageListener {

		/**
		 * Take a message.
		 * @param text its text
		 * @throws InterruptedException when the application does not wait any more
		 */
		void on(@Nullable String text) throws InterruptedException;

	}

	/** Has the methods that Spring calls. */
	static final class Listeners {

		private final MessageListener listener;

		private final CountDownLatch connected;

		Listeners(MessageListener listener, CountDownLatch connected) {
			this.listener = listener;
			this.connected = connected;
		}

		@EventListener
		void on(MessageReceivedEvent event) throws InterruptedException {
			this.listener.on(event.message().message());
		}

		@EventListener
		void on(StreamConnectedEvent event) {
			if (event.conversationId() != null) {
				this.connected.countDown();
			}
		}

	}

	private static final class CountingCheckpointStore implements CheckpointStore {

		private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();

		private final LongAdder written = new LongAdder();

		@Override
		public @Nullable Checkpoint load(String key) {
			return this.checkpoints.load(key);
		}

		@Override
		public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
			this.written.increment();
			return this.checkpoints.advance(key, expected, next);
		}

		@Override
		public void reset(String key, Checkpoint checkpoint) {
			this.checkpoints.reset(key, checkpoint);
		}

		@Override
		public boolean delete(String key, Checkpoint expected) {
			return this.checkpoints.delete(key, expected);
		}

	}

}
