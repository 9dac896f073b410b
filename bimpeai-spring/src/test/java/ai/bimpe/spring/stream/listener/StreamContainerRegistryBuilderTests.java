package ai.bimpe.spring.stream.listener;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.conversations.ReactiveMessages;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the time that a {@link StreamContainerRegistryBuilder} is given.
 */
class StreamContainerRegistryBuilderTests {

	private final VirtualTime time = new VirtualTime();

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final ReactiveBimpeAI client = mock();

	private final StreamContainerRegistry streams = StreamContainerRegistry.builder(this.client, (event) -> {
	}).checkpointStore(this.store).scheduler(this.time.source().scheduler()).clock(this.time::now).build();

	@BeforeEach
	void start() {
		ReactiveConversations conversations = mock();
		ReactiveMessages messages = mock();
		given(this.client.conversations()).willReturn(conversations);
		given(conversations.messages()).willReturn(messages);
		given(messages.list(anyString(), anyString(), any(), any()))
			.willAnswer((call) -> PagedFlux.create(1, (page) -> Mono.just(new ApiResponse<>(List.of(), PageMeta.NONE,
					200, HttpHeaders.EMPTY, "req", new RateLimit(null, null, null)))));
		given(messages.stream(anyString(), anyString(), any())).willReturn(MessageFlux.of(Flux.never()));
		this.streams.start();
	}

	@AfterEach
	void stop() {
		this.streams.stop();
	}

	@Test
	void streamWithoutStartBeginsByTheClockWhenTheServerDoesNotSayItsTime() {
		this.streams.subscribe(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
		await().until(() -> this.store.load("front-desk") != null);
		assertThat(this.store.load("front-desk")).extracting(Checkpoint::after)
			.isEqualTo(this.time.now().minusSeconds(1).toString());
	}

	@Test
	void ownerIsCheckedWhenTheSchedulerSays() {
		this.streams.subscribe(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
		await().until(() -> this.store.load("front-desk") != null);
		this.store.reset("front-desk", new Checkpoint(9, "msg_9", null));
		this.time.advanceUntil(Duration.ofSeconds(1), () -> {
			Checkpoint stored = this.store.load("front-desk");
			return stored != null && stored.epoch() == 10;
		});
		// To notice it, and to claim the stream again.
		assertThat(this.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(18));
	}

}
