package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.awaitility.Awaitility.await;

/**
 * Consumes a source and remembers what came in.
 */
class SourceRecorder extends BaseSubscriber<Incoming> {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final long demand;

	private final Map<String, List<StreamMessage>> messages = new ConcurrentHashMap<>();

	private final List<StreamEvent> listEvents = new CopyOnWriteArrayList<>();

	private final List<Incoming> others = new CopyOnWriteArrayList<>();

	private final AtomicInteger count = new AtomicInteger();

	private volatile @Nullable Throwable failure;

	SourceRecorder(long demand) {
		this.demand = demand;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		if (this.demand > 0) {
			subscription.request(this.demand);
		}
	}

	@Override
	protected void hookOnNext(Incoming incoming) {
		String id = incoming.conversationId();
		if (id == null) {
			this.listEvents.add(incoming.event());
		}
		else if (incoming.event() instanceof StreamEvent.Message received) {
			this.messages.computeIfAbsent(id, (key) -> new CopyOnWriteArrayList<>()).add(received.message());
			this.count.incrementAndGet();
		}
		else {
			this.others.add(incoming);
		}
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.failure = failure;
	}

	List<String> ids(String conversationId) {
		return stream(conversationId).map(StreamMessage::id).toList();
	}

	List<String> texts(String conversationId) {
		return stream(conversationId).map(StreamMessage::message).toList();
	}

	private Stream<StreamMessage> stream(String conversationId) {
		return this.messages.getOrDefault(conversationId, List.of()).stream();
	}

	Checkpoint checkpoint(String conversationId, Checkpoint otherwise) {
		return stream(conversationId).reduce((first, second) -> second)
			.map((last) -> new Checkpoint(1, String.valueOf(last.id()), last.createdAt()))
			.orElse(otherwise);
	}

	List<StreamEvent> listEvents() {
		return this.listEvents;
	}

	List<StreamEvent> others(String conversationId) {
		return this.others.stream()
			.filter((incoming) -> conversationId.equals(incoming.conversationId()))
			.map(Incoming::event)
			.toList();
	}

	int count() {
		return this.count.get();
	}

	int awaitCount(int count) {
		await().atMost(SOON).until(() -> this.count.get() >= count);
		return this.count.get();
	}

	void awaitConnected() {
		await().atMost(SOON).until(() -> this.listEvents.stream().anyMatch(StreamEvent.Connected.class::isInstance));
	}

	Throwable awaitFailure() {
		await().atMost(SOON).until(() -> this.failure != null);
		return Objects.requireNonNull(this.failure);
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

}
