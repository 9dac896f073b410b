package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.support.Leaks;
import ai.bimpe.client.support.Seeds;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a stream that is cancelled leaves nothing behind, whatever it was doing.
 */
class StreamCancelTests {

	private static final int CYCLES = 1000;

	private static final long SLACK = 16 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Simulator simulator = Streaming.simulator(Duration.ofMillis(20));

	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

	private final ReactiveBimpeAI client = ReactiveBimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.scheduler(Schedulers.fromExecutorService(this.timers))
		.build();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final SimulatedConversation ticketing = this.agent.newConversation();

	private final SimulatedConversation connecting = this.agent.newConversation();

	private final SimulatedConversation waiting = this.agent.newConversation();

	private final SimulatedConversation reading = this.agent.newConversation();

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
		this.timers.shutdownNow();
	}

	@Test
	void aThousandStreamsCancelledAtAnyMomentLeaveNothingBehind() {
		this.timers.setRemoveOnCancelPolicy(true);
		this.simulator.on("issueStreamTicket").whenPathContains(this.ticketing.id()).hang();
		this.simulator.on("streamMessages").whenPathContains(this.connecting.id()).hang();
		this.simulator.on("issueStreamTicket")
			.whenPathContains(this.waiting.id())
			.respond(429)
			.retryAfter(Duration.ofSeconds(30));
		this.reading.receives("one");
		Seeds.check(1, (random) -> {
			try (Leaks leaks = new Leaks()) {
				cycles(CYCLES / 10, random);
				startEventLoops();
				Set<String> threads = threads();
				long memory = directMemory();
				cycles(CYCLES, random);
				this.simulator.awaitOpenStreams(0, TIMEOUT);
				// Calls that follow each other need one connection, and one more for each
				// event loop that is still about to give one back.
				await().atMost(TIMEOUT)
					.until(() -> this.simulator.openConnections() <= LoopResources.DEFAULT_IO_WORKER_COUNT + 1);
				await().atMost(TIMEOUT).until(() -> this.timers.getQueue().isEmpty());
				assertThat(threads()).isSubsetOf(threads);
				assertThat(directMemory()).isLessThan(memory + SLACK);
				assertThat(leaks.find()).isEmpty();
			}
		});
	}

	// They are a fixed number, each of which starts with its first connection.
	private static void startEventLoops() throws InterruptedException {
		for (EventExecutor loop : HttpResources.get().onServer(true)) {
			Future<?> unused = loop.submit(() -> {
			}).sync();
		}
	}

	private void cycles(int count, RandomGenerator random) {
		for (int i = 0; i < count; i++) {
			switch (i % 5) {
				case 0 -> cancelAfterRequest("issueStreamTicket", this.ticketing);
				case 1 -> cancelAfterRequest("streamMessages", this.connecting);
				case 2 -> cancelAfter(StreamEvent.Reconnecting.class, this.waiting);
				case 3 -> cancelAfter(StreamEvent.Message.class, this.reading);
				default -> {
					Disposable listening = events(this.reading).subscribe();
					LockSupport.parkNanos(random.nextLong(5_000_000));
					listening.dispose();
				}
			}
		}
	}

	private void cancelAfterRequest(String operation, SimulatedConversation conversation) {
		this.simulator.clearRequests();
		Disposable listening = events(conversation).subscribe();
		this.simulator.awaitRequests(operation, 1, TIMEOUT);
		assertThat(listening.isDisposed()).isFalse();
		listening.dispose();
	}

	private void cancelAfter(Class<? extends StreamEvent> type, SimulatedConversation conversation) {
		CompletableFuture<StreamEvent> event = new CompletableFuture<>();
		Disposable listening = events(conversation).ofType(type).subscribe(event::complete);
		assertThat(event).succeedsWithin(TIMEOUT);
		assertThat(listening.isDisposed()).isFalse();
		listening.dispose();
	}

	private Flux<StreamEvent> events(SimulatedConversation conversation) {
		return this.client.conversations()
			.messages()
			.stream(conversation.agentId(), conversation.id(), StreamOptions.create().after(Instant.EPOCH))
			.events();
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> !name.startsWith("awaitility"))
			.collect(Collectors.toSet());
	}

	private static long directMemory() {
		return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

}
