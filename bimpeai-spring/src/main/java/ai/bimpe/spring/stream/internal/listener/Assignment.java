package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamStatistics;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.listener.DeliveryBuffer.Conversation;
import ai.bimpe.spring.stream.internal.listener.ParkedMessage.State;
import ai.bimpe.spring.stream.internal.source.ConversationControl;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import ai.bimpe.spring.stream.internal.source.SourceStatus;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;

/**
 * What was received and is not acknowledged, for as long as a worker owns its stream and
 * may work. Calls the deliveries of different conversations concurrently, those of one
 * conversation one after the other, and holds parked conversations back. Requests no more
 * from the source than it has room for. Thread-safe.
 */
final class Assignment extends BaseSubscriber<Incoming> {

	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private static final Duration UNTIL_THREADS = Duration.ofSeconds(1);

	private static final Object END = new Object();

	private static final Object TIME_OUT = new Object();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();

	private final ConversationControl control = new ConversationControl(this::released);

	private final Map<String, ParkedMessage> parked = new LinkedHashMap<>();

	private final Set<Thread> threads = new HashSet<>();

	private final TimeSource time;

	private final Executor listeners;

	private final BiConsumer<Assignment, Conversation> delivery;

	private final UnidentifiedMessages unidentified;

	private final DeliveryBuffer buffer;

	private final int capacity;

	/** Deliveries that wait for something that a listener has started. */
	private int detached;

	private boolean draining;

	private boolean aborted;

	private volatile boolean discarded;

	private volatile @Nullable Throwable failure;

	/**
	 * Create.
	 * @param concurrency how many conversations are delivered at a time
	 * @param time runs and measures all waits
	 * @param listeners runs deliveries
	 * @param delivery delivers the first message of a conversation, and reports what
	 * becomes of it to the assignment
	 * @param unidentified what is not received again
	 */
	Assignment(int concurrency, TimeSource time, Executor listeners, BiConsumer<Assignment, Conversation> delivery,
			UnidentifiedMessages unidentified) {
		this.time = time;
		this.listeners = listeners;
		this.delivery = delivery;
		this.unidentified = unidentified;
		this.buffer = new DeliveryBuffer(concurrency);
		this.capacity = concurrency * DeliveryBuffer.CONVERSATION_LIMIT;
	}

	ConversationControl control() {
		return this.control;
	}

	/**
	 * Take the next event that is not a message.
	 * @param timeout how long to wait for it
	 * @return the event; {@code null} at the end, and when there was none in time, which
	 * may be said early
	 */
	@Nullable Incoming poll(Duration timeout) {
		Object next = this.signals.poll();
		if (next == null) {
			Disposable alarm = this.time.schedule(() -> this.signals.add(TIME_OUT), timeout);
			try {
				next = this.signals.take();
			}
			catch (InterruptedException ex) {
				return null;
			}
			finally {
				alarm.dispose();
			}
		}
		if (next instanceof Incoming incoming) {
			return incoming;
		}
		return null;
	}

	/**
	 * Return whether more may be received.
	 * @return {@code false} at the end
	 */
	boolean isOpen() {
		return locked(() -> !this.draining && !this.discarded);
	}

	boolean isDiscarded() {
		return this.discarded;
	}

	/**
	 * Return what has ended the assignment from within.
	 * @return the failure, {@code null} for none
	 */
	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Receive nothing more. What was received is delivered, but for parked conversations.
	 */
	void drain() {
		update(() -> this.draining = true);
		cancel();
		this.signals.add(END);
		signal();
	}

	/**
	 * Receive nothing more, and deliver nothing more: it comes again.
	 */
	void discard() {
		update(() -> {
			this.discarded = true;
			this.buffer.clear();
			this.parked.values()
				.stream()
				.filter((message) -> message.isWaiting() || message.isDue())
				.forEach((message) -> message.become(State.WAITING));
		});
		drain();
	}

	/**
	 * End because of a failure. What is at work may finish.
	 * @param failure the failure
	 */
	void fail(Throwable failure) {
		record(failure);
		discard();
	}

	/**
	 * Interrupt what is at work, and wait for nothing that listeners have started.
	 */
	void abort() {
		discard();
		update(() -> {
			this.aborted = true;
			this.threads.forEach(Thread::interrupt);
		});
		signal();
	}

	/**
	 * Wait until nothing is at work any more, nor about to be. Nothing is from then on.
	 */
	void awaitEnd() {
		this.lock.lock();
		try {
			while (!hasEnded()) {
				this.changed.awaitUninterruptibly();
			}
			this.discarded = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean hasEnded() {
		int active = this.buffer.active() - (this.aborted ? this.detached : 0);
		return active <= 0 && (this.discarded || this.buffer.isIdle());
	}

	/**
	 * Return how long ago the oldest message was received that is neither acknowledged
	 * nor parked.
	 * @return its age, zero when there is none
	 */
	Duration lag() {
		long now = this.time.nanoTime();
		return locked(() -> this.buffer.conversations()
			.stream()
			.map((conversation) -> Duration.ofNanos(now - conversation.first().at()))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO));
	}

	int buffered() {
		return locked(this.buffer::items);
	}

	/**
	 * Return how much is going on.
	 * @return the numbers at this moment
	 */
	StreamStatistics statistics() {
		SourceStatus source = this.control.status();
		return locked(() -> new StreamStatistics(source.live(), source.waiting(), source.unreachableCount(),
				this.buffer.active(), this.buffer.bytes(), source.remainingRequests(), oldest()));
	}

	private @Nullable Instant oldest() {
		return Stream
			.concat(this.buffer.oldest(),
					this.parked.values().stream().filter((message) -> !message.isLeaving()).map(ParkedMessage::message))
			.map(StreamMessage::createdAt)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	/**
	 * Return what is parked.
	 * @return the conversations, parked the longest first
	 */
	List<ParkedConversation> parked() {
		return locked(() -> this.parked.values()
			.stream()
			.filter((message) -> !message.isLeaving())
			.map(ParkedMessage::describe)
			.toList());
	}

	/**
	 * Return the message that is to be delivered.
	 * @param conversation its conversation
	 * @return the first message
	 */
	StreamMessage message(Conversation conversation) {
		return locked(() -> conversation.first().message());
	}

	/**
	 * Find what is known of a message that has failed before.
	 * @param conversation its conversation
	 * @return the message, {@code null} when this is its first attempt
	 */
	@Nullable ParkedMessage parked(Conversation conversation) {
		this.lock.lock();
		try {
			return this.parked.get(conversation.id());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Record that the delivery of a conversation holds no thread, but waits for what
	 * listeners have started.
	 * @param by 1 when that begins, -1 when it ends
	 */
	void detached(int by) {
		update(() -> this.detached += by);
		signal();
	}

	/**
	 * The first message of a conversation was acknowledged.
	 * @param conversation the conversation
	 */
	void done(Conversation conversation) {
		ParkedMessage parked = parked(conversation);
		if (message(conversation).id() != null) {
			this.unidentified.forget(conversation.id());
		}
		if (parked != null) {
			this.unidentified.done(conversation.id(), parked.message());
			update(() -> this.buffer.end(conversation));
			leave(parked);
		}
		else if (locked(() -> this.buffer.done(conversation))) {
			this.control.admit(conversation.id());
		}
		settled();
	}

	/**
	 * Nobody knows what became of a delivery, because the assignment has ended.
	 * @param conversation the conversation
	 */
	void abandoned(Conversation conversation) {
		update(() -> {
			this.buffer.end(conversation);
			ParkedMessage message = this.parked.get(conversation.id());
			if (message != null) {
				message.become(State.WAITING);
			}
		});
		settled();
	}

	/**
	 * Park a conversation, or keep it parked.
	 * @param message its first message
	 * @param delay how long to wait for the next attempt, {@code null} to wait for an
	 * operator
	 */
	void park(ParkedMessage message, @Nullable Duration delay) {
		Conversation conversation = message.conversation();
		boolean first = locked(() -> {
			boolean isNew = this.parked.put(conversation.id(), message) == null;
			if (isNew) {
				this.buffer.setAside(conversation);
			}
			this.buffer.end(conversation);
			if (delay == null) {
				message.stop();
			}
			else if (this.discarded) {
				message.become(State.WAITING);
			}
			else {
				await(message, delay);
			}
			return isNew;
		});
		if (first) {
			this.control.admit(conversation.id());
			this.control.release(conversation.id());
		}
		settled();
	}

	/**
	 * Deliver the message of a parked conversation again now.
	 * @param conversationId the conversation
	 */
	void retry(String conversationId) {
		if (this.discarded) {
			throw new UserException("Conversation '" + conversationId + "' cannot be retried while its stream is "
					+ "paused: resume the stream");
		}
		ParkedMessage message = locked(() -> operate(conversationId, null, State.DELIVERING));
		again(message);
	}

	/**
	 * Skip the message of a parked conversation, which then continues at its checkpoint.
	 * @param conversationId the conversation
	 * @param messageId the message that it is parked at, {@code null} for one without an
	 * id
	 * @param action writes the checkpoint; the conversation stays parked when it throws
	 */
	void skip(String conversationId, @Nullable String messageId, Consumer<StreamMessage> action) {
		act(locked(() -> {
			ParkedMessage parked = this.parked.get(conversationId);
			String id = (parked != null && messageId == null) ? parked.message().id() : null;
			if (id != null) {
				throw new UserException("Conversation '" + conversationId + "' is parked at message '" + id
						+ "': name the message to skip it");
			}
			return operate(conversationId, messageId, State.OPERATED);
		}), (message) -> {
			action.accept(message);
			this.unidentified.done(conversationId, message);
		});
	}

	/**
	 * Continue a parked conversation elsewhere.
	 * @param conversationId the conversation
	 * @param action writes the checkpoint; the conversation stays parked when it throws
	 */
	void replay(String conversationId, Runnable action) {
		act(locked(() -> operate(conversationId, null, State.OPERATED)), (message) -> {
			action.run();
			this.unidentified.forget(conversationId);
		});
	}

	private void act(ParkedMessage message, Consumer<StreamMessage> action) {
		boolean done = false;
		try {
			action.accept(message.message());
			done = true;
		}
		finally {
			if (done) {
				leave(message);
			}
			else {
				putBack(message);
			}
		}
	}

	private ParkedMessage operate(String conversationId, @Nullable String messageId, State state) {
		ParkedMessage message = this.parked.get(conversationId);
		if (message == null || message.isLeaving() || (messageId != null && !message.isAt(messageId))) {
			throw new UserException("Conversation '" + conversationId + "' is not parked"
					+ ((messageId != null) ? " at message '" + messageId + "'" : "") + " on this instance");
		}
		if (!message.isWaiting()) {
			throw new UserException("The message of conversation '" + conversationId
					+ "' is being delivered at the moment: wait until it is parked again");
		}
		message.become(state);
		return message;
	}

	private void putBack(ParkedMessage message) {
		update(() -> {
			if (message.isStopped() || this.discarded) {
				message.become(State.WAITING);
			}
			else {
				await(message, Duration.ZERO);
			}
		});
	}

	private void await(ParkedMessage message, Duration delay) {
		message.await(this.time.instant().plus(delay));
		message.alarm(this.time.schedule(() -> due(message), delay));
	}

	private void due(ParkedMessage message) {
		boolean due = locked(() -> {
			boolean waits = message.isWaiting() && !this.discarded && !this.draining;
			if (waits) {
				message.become(State.DELIVERING);
			}
			return waits;
		});
		if (due) {
			again(message);
		}
	}

	private void again(ParkedMessage message) {
		update(() -> {
			if (!this.discarded) {
				this.buffer.ready(message.conversation());
			}
		});
		deliver();
	}

	private void leave(ParkedMessage message) {
		boolean released = locked(() -> {
			message.become(State.LEAVING);
			return message.isReleased() && this.parked.remove(message.conversation().id(), message);
		});
		if (released) {
			this.control.resume(message.conversation().id());
		}
	}

	private void released(String conversationId) {
		boolean leaves = locked(() -> {
			ParkedMessage message = this.parked.get(conversationId);
			if (message != null) {
				message.released();
			}
			return message != null && message.isLeaving() && this.parked.remove(conversationId, message);
		});
		if (leaves) {
			this.control.resume(conversationId);
		}
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		// Messages wait for room in the control, and nothing else has to.
		requestUnbounded();
	}

	@Override
	protected void hookOnNext(Incoming incoming) {
		String conversationId = incoming.conversationId();
		if (incoming.event() instanceof StreamEvent.Message message && conversationId != null) {
			received(conversationId, message.message());
		}
		else {
			this.signals.add(incoming);
		}
	}

	private void received(String conversationId, StreamMessage message) {
		update(() -> {
			boolean wanted = !this.discarded && !this.parked.containsKey(conversationId)
					&& !this.unidentified.isDone(conversationId, message);
			if (wanted && this.buffer.add(conversationId, message, this.time.nanoTime())) {
				this.control.hold(conversationId);
			}
			if (room() == 0) {
				this.control.holdAll();
			}
		});
		deliver();
	}

	private int room() {
		return (this.buffer.bytes() < MAX_BYTES) ? Math.max(0, this.capacity - this.buffer.items()) : 0;
	}

	@Override
	protected void hookOnError(Throwable failure) {
		record(failure);
		drain();
	}

	@Override
	protected void hookOnComplete() {
		hookOnError(new IllegalStateException("The source has ended"));
	}

	private void settled() {
		signal();
		deliver();
		admit();
	}

	private void deliver() {
		for (Conversation next = next(); next != null; next = next()) {
			Conversation conversation = next;
			execute(() -> deliver(conversation));
		}
	}

	/**
	 * Run something on a thread for listeners; later, where there is none to be had.
	 * @param task what to run
	 */
	void execute(Runnable task) {
		try {
			this.listeners.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// Closed, as nothing is awaited any more.
		}
		catch (Throwable ex) {
			// Such as the OutOfMemoryError of a process that has too many threads.
			this.time.schedule(() -> execute(task), UNTIL_THREADS);
		}
	}

	private @Nullable Conversation next() {
		this.lock.lock();
		try {
			return this.discarded ? null : this.buffer.next();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void deliver(Conversation conversation) {
		if (this.discarded) {
			abandoned(conversation);
		}
		else {
			work(() -> this.delivery.accept(this, conversation));
		}
	}

	/**
	 * Run something on a thread that may be interrupted when the time to stop is over.
	 * @param task what to run
	 */
	void work(Runnable task) {
		Thread thread = Thread.currentThread();
		update(() -> {
			this.threads.add(thread);
			if (this.aborted) {
				thread.interrupt();
			}
		});
		try {
			task.run();
		}
		finally {
			update(() -> this.threads.remove(thread));
			// Meant for this task.
			Thread.interrupted();
		}
	}

	/**
	 * Receive as many messages that wait as there is room for.
	 */
	void admit() {
		this.control.admit(locked(this::room));
	}

	private void record(Throwable failure) {
		update(() -> {
			if (!this.discarded && this.failure == null) {
				this.failure = failure;
			}
		});
	}

	private void signal() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void update(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
