package ai.bimpe.client.stream;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a consumer that stops slows down the server, not the heap.
 */
class BackPressureTests {

	/** Far more than the buffers of both sockets take. */
	private static final int MESSAGES = 1_600;

	private static final int MESSAGE_SIZE = 64 * 1024;

	private static final long SLACK = 16 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Simulator simulator = Streaming.simulator(Duration.ZERO);

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final StreamOptions options = StreamOptions.create().after(this.conversation.receives("start").id());

	private final List<String> sent = Streaming.receive(this.conversation, MESSAGES, "x".repeat(MESSAGE_SIZE));

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void theServerWaitsForAConsumerThatStopsAndEverythingArrivesOnceItGoesOn() {
		try (ReactiveBimpeAI client = Streaming.client(this.simulator).build()) {
			long memory = memory();
			Consumer consumer = new Consumer();
			Streaming.messages(client, this.conversation, this.options).subscribe(consumer);
			consumer.request(10);
			await().atMost(TIMEOUT).until(() -> consumer.received.size() == 10);
			awaitServerWaits();
			assertThat(consumer.received).hasSize(10);
			assertThat(memory()).isLessThan(memory + SLACK);
			consumer.request(Long.MAX_VALUE);
			await().atMost(TIMEOUT).until(() -> consumer.received.size() >= MESSAGES);
			assertThat(List.copyOf(consumer.received)).isEqualTo(this.sent);
			assertThat(this.simulator.streamsOpened()).isEqualTo(1);
			consumer.cancel();
		}
	}

	@Test
	@Timeout(120)
	void theServerWaitsForABlockingReaderThatStopsAndEverythingArrivesOnceItGoesOn() {
		try (BimpeAI client = BimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl(this.simulator.baseUrl())
			.build();
				MessageStream stream = client.conversations()
					.messages()
					.stream(this.conversation.agentId(), this.conversation.id(), this.options)) {
			long memory = memory();
			Iterator<StreamMessage> messages = stream.iterator();
			List<String> received = new ArrayList<>();
			received.add(messages.next().id());
			awaitServerWaits();
			assertThat(memory()).isLessThan(memory + SLACK);
			while (received.size() < MESSAGES) {
				received.add(messages.next().id());
			}
			assertThat(received).isEqualTo(this.sent);
			assertThat(this.simulator.streamsOpened()).isEqualTo(1);
		}
	}

	private void awaitServerWaits() {
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		List<Integer> written = new ArrayList<>(List.of(-1));
		await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(500)).until(() -> {
			int now = this.conversation.openStreams().get(0).eventsSent();
			return written.set(0, now) == now && now > 0;
		});
		assertThat(written.get(0)).isBetween(1, MESSAGES / 2);
	}

	private static long memory() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
				+ ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

	private static final class Consumer extends BaseSubscriber<StreamMessage> {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// The test asks.
		}

		@Override
		protected void hookOnNext(StreamMessage message) {
			this.received.add(String.valueOf(message.id()));
		}

	}

}
