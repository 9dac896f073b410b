package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.internal.listener.DeliveryBuffer.Conversation;
import ai.bimpe.spring.stream.internal.source.ConversationControl;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an {@link Assignment} does when two things happen at the same time.
 */
@Timeout(60)
class AssignmentTests {

	private final VirtualTime time = new VirtualTime();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final List<Conversation> delivered = new CopyOnWriteArrayList<>();

	private final Assignment assignment = assignment(this.tasks::add);

	@Test
	void conversationIsAdmittedByWhatIsDoneWhileItIsHeld() throws InterruptedException {
		Assignment assignment = assignment(Runnable::run);
		Thread listener = new Thread(() -> {
			for (int i = 0; i < DeliveryBuffer.CONVERSATION_LIMIT; i++) {
				assignment.done(this.delivered.get(i));
			}
		});
		// Holding waits until the listener has finished, or waits for the lock.
		whileHolding(assignment.control(), () -> {
			listener.start();
			TestContainer.await().until(() -> !listener.isAlive() || listener.getState() == Thread.State.WAITING);
		});
		for (int i = 1; i <= DeliveryBuffer.CONVERSATION_LIMIT; i++) {
			receive(assignment, "msg_" + i);
		}
		listener.join();
		assertThat(this.delivered).hasSize(DeliveryBuffer.CONVERSATION_LIMIT);
		assertThat(assignment.buffered()).isZero();
		assertThat(full(assignment.control())).isEmpty();
	}

	@Test
	void messageThatIsReceivedBehindTheEndIsNotDelivered() {
		this.assignment.drain();
		this.assignment.awaitEnd();
		receive(this.assignment, "msg_1");
		runTasks();
		assertThat(this.delivered).isEmpty();
	}

	@Test
	void messageThatNoListenerHasBegunIsNotDeliveredWhenTheAssignmentIsOver() {
		receive(this.assignment, "msg_1");
		assertThat(this.tasks).hasSize(1);
		this.assignment.discard();
		runTasks();
		assertThat(this.delivered).isEmpty();
		this.assignment.awaitEnd();
	}

	@Test
	void workThatBeginsBehindTheAbortIsInterrupted() {
		AtomicBoolean interrupted = new AtomicBoolean();
		this.assignment.abort();
		this.assignment.work(() -> interrupted.set(Thread.currentThread().isInterrupted()));
		assertThat(interrupted).isTrue();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void conversationIsDeliveredLaterWhenThereIsNoThreadForIt() {
		AtomicBoolean exhausted = new AtomicBoolean(true);
		Assignment assignment = assignment((task) -> {
			if (exhausted.get()) {
				throw new InternalError("unable to create native thread");
			}
			task.run();
		});
		receive(assignment, "msg_1");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.delivered).isEmpty();
		exhausted.set(false);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.delivered).hasSize(1);
	}

	private Assignment assignment(Executor listeners) {
		return new Assignment(1, this.time.source(), listeners,
				(assignment, conversation) -> this.delivered.add(conversation), new UnidentifiedMessages());
	}

	private static void receive(Assignment assignment, String id) {
		assignment.onNext(new Incoming("cnv_1", new StreamEvent.Message(TestContainer.message("cnv_1", id))));
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private static void whileHolding(ConversationControl control, Runnable action) {
		ReflectionTestUtils.setField(control, "full", new ConcurrentHashMap<String, Object>() {

			private static final long serialVersionUID = 1L;

			@Override
			public Object computeIfAbsent(String key, Function<? super String, ? extends Object> value) {
				action.run();
				return super.computeIfAbsent(key, value);
			}

		});
	}

	private static ConcurrentHashMap<?, ?> full(ConversationControl control) {
		return (ConcurrentHashMap<?, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(control, "full"));
	}

}
