package ai.bimpe.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that many threads can share one client while the server fails in every way: each
 * gets its own answer, and the server does everything once.
 */
@Timeout(180)
class SharedClientTests {

	/** Of each kind. One call may meet all of them. */
	private static final int FAULTS = 40;

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final Logger log = (Logger) LoggerFactory.getLogger("reactor.netty");

	private final LongAdder attempts = new LongAdder();

	private final LongAdder calls = new LongAdder();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	private final BimpeAI client = BimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.timeout(Duration.ofSeconds(60))
		.maxRetries(FAULTS * 5)
		.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(5)))
		.callListener((result) -> {
			this.calls.increment();
			this.attempts.add(result.attempts());
			this.told.add(result.requestId());
		})
		.build();

	@BeforeEach
	void quieten() {
		// Lost connections are what is tested.
		this.log.setLevel(Level.ERROR);
	}

	@AfterEach
	void stop() {
		this.log.setLevel(null);
		this.client.close();
		this.simulator.close();
	}

	@Test
	void platformThreadsShareAClient() throws Exception {
		share(64, 10, Thread::new);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
	void virtualThreadsShareAClient() throws Exception {
		Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
		ThreadFactory factory = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
			.getMethod("factory")
			.invoke(builder);
		share(1_000, 2, factory);
	}

	private void share(int threads, int callsEach, ThreadFactory factory) throws Exception {
		List<Fault> faults = faults();
		CountDownLatch together = new CountDownLatch(1);
		List<Thread> running = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			int number = i;
			Thread thread = factory.newThread(() -> {
				for (int call = 0; call < callsEach; call++) {
					send(together, "own-" + number + "-" + call);
				}
			});
			thread.start();
			running.add(thread);
		}
		together.countDown();
		for (Thread thread : running) {
			thread.join(TimeUnit.MINUTES.toMillis(2));
		}
		int sent = threads * callsEach;
		assertThat(this.failures).isEmpty();
		assertThat(faults).allSatisfy((fault) -> assertThat(fault.applied()).isEqualTo(FAULTS));
		assertThat(this.calls.sum()).isEqualTo(sent);
		assertThat(this.told).hasSize(sent).doesNotHaveDuplicates();
		assertThat(this.conversation.messages()).extracting(SimulatedMessage::text)
			.hasSize(sent)
			.doesNotHaveDuplicates();
		List<RecordedRequest> requests = this.simulator.requests("sendMessage");
		assertThat(requests).hasSize(this.attempts.intValue())
			.hasSizeGreaterThanOrEqualTo(sent + FAULTS * faults.size());
		assertThat(requests.stream().map((request) -> request.header("Idempotency-Key")).distinct()).hasSize(sent);
	}

	private List<Fault> faults() {
		return List.of(this.simulator.on("sendMessage").times(FAULTS).respond(500),
				this.simulator.on("sendMessage").times(FAULTS).respond(503).afterDoingIt(),
				this.simulator.on("sendMessage").times(FAULTS).respond(429).retryAfter(Duration.ZERO),
				this.simulator.on("sendMessage").times(FAULTS).resetConnection(),
				this.simulator.on("sendMessage").times(FAULTS).cutBody());
	}

	private void send(CountDownLatch together, String text) {
		try {
			together.await();
			SentMessage answer = this.client.conversations()
				.messages()
				.send(this.conversation.agentId(), this.conversation.id(), SendMessageRequest.of(text));
			assertThat(answer.message()).isEqualTo(text);
		}
		catch (Exception | AssertionError ex) {
			this.failures.add(ex);
		}
	}

}
