package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.conversations.MessageRole;
import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.client.conversations.StreamOptions;
import ai.bimpe.client.errors.ApiTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link StreamContainer} with a client that gives up.
 */
class StreamContainerTests {

	private static final StreamSpec SPEC = StreamSpec.of("front-desk", "agt_1", "cnv_1");

	private final List<StreamOptions> opened = new CopyOnWriteArrayList<>();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private VirtualTimeScheduler time;

	@BeforeEach
	void start() {
		this.time = VirtualTimeScheduler.getOrSet();
	}

	@AfterEach
	void stop() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void renewsBrokenSubscriptionAfterMinuteBehindTheLastMessage() {
		StreamContainer container = container(
				Flux.concat(Flux.just(new StreamEvent.Connected(0), new StreamEvent.Message(message("msg_1"))),
						Flux.error(new ApiTimeoutException("The client gave up", null, true))),
				Flux.<StreamEvent>just(new StreamEvent.Connected(0)).concatWith(Flux.never()));
		container.open();
		assertThat(container.state()).isEqualTo(StreamState.WAITING);
		this.time.advanceTimeBy(Duration.ofSeconds(59));
		assertThat(this.opened).hasSize(1);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.opened).extracting(StreamOptions::after).containsExactly(null, "msg_1");
		assertThat(container.state()).isEqualTo(StreamState.LIVE);
		await().untilAsserted(() -> assertThat(this.events).singleElement().isInstanceOf(MessageReceivedEvent.class));
		container.close().join();
	}

	@Test
	void neverGivesUpByItself() {
		StreamContainer container = container(Flux.never());
		container.open();
		assertThat(this.opened).singleElement().satisfies((options) -> {
			assertThat(options.maxRetries()).isEqualTo(Integer.MAX_VALUE);
			assertThat(options.reconnect()).isTrue();
			assertThat(options.retryWhenBusy()).isTrue();
		});
		container.close().join();
	}

	@Test
	void failsOnErrorsThatAreNotOurs() {
		IllegalStateException failure = new IllegalStateException("Broken");
		StreamContainer container = container(Flux.error(failure));
		container.open();
		await().until(() -> container.state() == StreamState.FAILED);
		await().untilAsserted(
				() -> assertThat(this.events).containsExactly(new StreamFailedEvent("front-desk", "agt_1", failure)));
		container.close().join();
	}

	@Test
	void deliversWhatArrivedBeforeTheFailureFirst() {
		StreamContainer container = container(Flux.concat(Flux.just(new StreamEvent.Message(message("msg_1"))),
				Flux.error(new IllegalStateException("Broken"))));
		container.open();
		await().untilAsserted(() -> assertThat(this.events).hasSize(2));
		assertThat(this.events.get(0)).isInstanceOf(MessageReceivedEvent.class);
		assertThat(this.events.get(1)).isInstanceOf(StreamFailedEvent.class);
		container.close().join();
	}

	@SafeVarargs
	private StreamContainer container(Flux<? extends StreamEvent>... connections) {
		return new StreamContainer(SPEC, (spec, options) -> {
			this.opened.add(options);
			return Flux.from(connections[this.opened.size() - 1]).cast(StreamEvent.class);
		}, new StreamDelivery(SPEC, this.events::add), List::of, (task) -> {
			Thread thread = new Thread(task, "worker");
			thread.setDaemon(true);
			return thread;
		}, (container) -> {
		});
	}

	private static StreamMessage message(String id) {
		return new StreamMessage(id, "cnv_1", MessageRole.ASSISTANT, "text", "text", Instant.EPOCH, Map.of());
	}

}
