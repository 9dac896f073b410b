package ai.bimpe.documentation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.listener.MessageListenerMethodFactory;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.AdditionalAnswers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for listeners that are suspending functions of Kotlin.
 */
@ExtendWith(OutputCaptureExtension.class)
class SuspendingListenerTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final StreamSpec spec = StreamSpec.of("desk", this.conversation.agentId(), this.conversation.id())
		.withDelivery(DeliverySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)));

	private final ReactiveBimpeAI bimpeai = ReactiveBimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.build();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@BeforeEach
	void start() {
		this.context.registerBean(ReactiveBimpeAI.class, () -> this.bimpeai);
		this.context.registerBean(StreamContainerRegistry.class,
				() -> StreamContainerRegistry.builder(this.bimpeai, this.context)
					.transactionManager(new JdbcTransactionManager())
					.checkpointStore(
							mock(CheckpointStore.class, AdditionalAnswers.delegatesTo(new InMemoryCheckpointStore())))
					.build());
		this.context.register(MessageListenerMethodFactory.class, SuspendingListener.class, Others.class);
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
		this.simulator.close();
	}

	@Test
	void coroutineIsAwaitedAndItsFailureIsRetried(CapturedOutput output) throws InterruptedException {
		ManagedStream stream = this.context.getBean(BimpeAIStreams.class).subscribe(this.spec);
		this.simulator.awaitOpenStreams(1, SOON);
		this.conversation.receives("one");
		String last = this.conversation.receives("two").id();

		SuspendingListener.Call first = call();
		assertThat(first.getText()).isEqualTo("one");
		assertThat(first.getStartedOn()).startsWith("bimpeai-desk-");
		await().atMost(SOON).until(() -> stream.buffered() == 2);
		resume(first, false);

		SuspendingListener.Call second = call();
		assertThat(second.getText()).isEqualTo("one");
		assertThat(stream.parked()).extracting(ParkedConversation::attempts).containsExactly(1);
		assertThat(checkpoint(stream).createdAt()).isNull();
		resume(second, true);

		SuspendingListener.Call third = call();
		assertThat(third.getText()).isEqualTo("two");
		resume(third, true);

		await().atMost(SOON).until(() -> checkpoint(stream).after().equals(last));
		assertThat(this.context.getBean(SuspendingListener.class).getCalls()).isEmpty();
		assertThat(this.context.getBean(Others.class).answers).containsExactly("Answer to one", "Answer to two");
		assertThat(output).contains("Stream 'desk' may be delivered to SuspendingListener#on")
			.contains("failed in attempt 1")
			.doesNotContain("failed in attempt 2");
	}

	@Test
	void coroutineThatIsCancelledIsRetried() throws InterruptedException {
		ManagedStream stream = this.context.getBean(BimpeAIStreams.class).subscribe(this.spec);
		this.simulator.awaitOpenStreams(1, SOON);
		String id = this.conversation.receives("one").id();
		SuspendingListener.Call first = call();
		assertThat(first.getGate().cancel(false)).isTrue();
		resume(call(), true);
		await().atMost(SOON).until(() -> checkpoint(stream).after().equals(id));
	}

	@Test
	void coroutineIsRefusedOnTransactionalStream() {
		BimpeAIStreams streams = this.context.getBean(BimpeAIStreams.class);
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> streams.subscribe(this.spec.withTransactional(true)))
			.withMessageContaining(SuspendingListener.class.getName() + "#on")
			.withMessageContaining("'transactional'");
		assertThat(streams.all()).isEmpty();
		assertThat(streams.subscribe(this.spec).state()).isNotEqualTo(StreamState.STOPPED);
	}

	private SuspendingListener.Call call() throws InterruptedException {
		SuspendingListener.Call call = poll(this.context.getBean(SuspendingListener.class).getCalls());
		poll(this.context.getBean(Others.class).suspended);
		return call;
	}

	private static <T> T poll(BlockingQueue<T> queue) throws InterruptedException {
		return Objects.requireNonNull(queue.poll(SOON.toSeconds(), TimeUnit.SECONDS), "No call in time");
	}

	private static void resume(SuspendingListener.Call call, boolean succeeds) throws InterruptedException {
		Thread thread = new Thread(() -> call.getGate().complete(succeeds), "resumes");
		thread.start();
		thread.join();
		assertThat(call.getResumedOn()).startsWith("resumes");
	}

	private static Checkpoint checkpoint(ManagedStream stream) {
		return Objects.requireNonNull(stream.checkpoint());
	}

	static class Others {

		private final List<String> answers = new CopyOnWriteArrayList<>();

		private final BlockingQueue<MessageReceivedEvent> suspended = new LinkedBlockingQueue<>();

		// Is called when the one before has returned.
		@Order(2)
		@EventListener
		void on(MessageReceivedEvent event) {
			this.suspended.add(event);
		}

		@EventListener
		void on(String answer) {
			this.answers.add(answer);
		}

	}

}
