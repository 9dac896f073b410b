package ai.bimpe.spring.stream.internal.listener;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the concurrency of deliveries: by conversation, each in its order, bounded
 * and fair.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConcurrentDeliveryTests {

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1").after(TestContainer.START);

	private final Asynchronous listeners = new Asynchronous();

	private @Nullable TestContainer opened;

	@AfterEach
	void close() {
		if (this.opened != null) {
			this.opened.close();
		}
	}

	@Test
	void asManyConversationsAsAllowedAreDeliveredAtTime() {
		TestContainer test = open(SPEC.withConcurrency(3));
		for (int i = 1; i <= 5; i++) {
			test.receive("cnv_" + i, "msg_" + i);
		}
		this.listeners.awaitWorking(3);
		assertThat(test.container.buffered()).isEqualTo(5);
		this.listeners.end("msg_2");
		this.listeners.awaitStarted("msg_4");
		assertThat(this.listeners.most).hasValue(3);
		assertThat(this.listeners.started).doesNotContain("msg_5");
	}

	@Test
	void streamDeliversEightConversationsAtTimeByDefaultAndOneOfOneConversation() {
		assertThat(StreamSpec.ofAgent("all", "agt_1").concurrency()).isEqualTo(8);
		assertThat(StreamSpec.of("one", "agt_1", "cnv_1").concurrency()).isEqualTo(1);
	}

	@Test
	void nextMessageOfConversationIsDeliveredWhenEverythingThatTheOneBeforeHasStartedHasEnded() {
		TestContainer test = open(SPEC);
		test.receive("cnv_1", "msg_1", "msg_2");
		this.listeners.awaitStarted("msg_1");
		test.receive("cnv_2", "msg_3");
		this.listeners.awaitStarted("msg_3");
		assertThat(this.listeners.started).containsExactly("msg_1", "msg_3");
		assertThat(test.acknowledged("cnv_1")).isNull();
		this.listeners.end("msg_1");
		this.listeners.awaitStarted("msg_2");
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_1");
	}

	@Test
	void busyConversationDoesNotStarveQuietOne() {
		TestContainer test = open(SPEC.withConcurrency(1));
		test.receive("busy", ids("busy", 10));
		this.listeners.awaitStarted("busy_1");
		test.receive("quiet", "quiet_1");
		this.listeners.end("busy_1");
		this.listeners.awaitStarted("quiet_1");
		this.listeners.end("quiet_1");
		this.listeners.awaitStarted("busy_2");
		assertThat(this.listeners.started).containsExactly("busy_1", "quiet_1", "busy_2");
	}

	@Test
	void conversationIsHeldWhenItIsFullAndAdmittedWhenHalfOfItIsDone() {
		TestContainer test = open(SPEC);
		test.receive("cnv_1", ids("msg", 15));
		this.listeners.awaitStarted("msg_1");
		assertThat(test.source(0).isHeld("cnv_1")).isFalse();
		test.receive("cnv_1", "msg_16");
		assertThat(test.source(0).isHeld("cnv_1")).isTrue();
		for (int i = 1; i <= 8; i++) {
			assertThat(test.source(0).isHeld("cnv_1")).isTrue();
			this.listeners.end("msg_" + i);
			this.listeners.awaitStarted("msg_" + (i + 1));
		}
		assertThat(test.source(0).isHeld("cnv_1")).isFalse();
	}

	@Test
	void fullStreamRequestsNoMoreFromItsSource() {
		TestContainer test = open(SPEC.withConcurrency(2));
		for (int i = 1; i <= 100; i++) {
			test.receive("cnv_" + i, "msg_" + i);
		}
		this.listeners.awaitWorking(2);
		assertThat(test.container.buffered()).isBetween(2 * DeliveryBuffer.CONVERSATION_LIMIT - 16,
				2 * DeliveryBuffer.CONVERSATION_LIMIT);
		for (int i = 1; i <= 100; i++) {
			this.listeners.awaitStarted("msg_" + i);
			this.listeners.end("msg_" + i);
		}
		test.awaitAcknowledged("cnv_100", "msg_100");
		TestContainer.await().until(() -> test.container.buffered() == 0);
	}

	@Test
	void streamThatIsFullOfLongTextsRequestsNoMoreFromItsSource() {
		TestContainer test = open(SPEC.withConcurrency(64));
		String text = "x".repeat(1024 * 1024);
		for (int i = 1; i <= 20; i++) {
			test.source(0)
				.emit("cnv_" + i, new StreamEvent.Message(new StreamMessage("msg_" + i, "cnv_" + i, MessageRole.USER,
						text, "text", Instant.EPOCH, Map.of())));
		}
		this.listeners.awaitWorking(8);
		assertThat(test.container.buffered()).isEqualTo(8);
		for (int i = 1; i <= 20; i++) {
			this.listeners.awaitStarted("msg_" + i);
			this.listeners.end("msg_" + i);
		}
		test.awaitAcknowledged("cnv_20", "msg_20");
	}

	@Test
	void shardsShareTheConcurrency() {
		assertThat(IntStream.range(0, 3).map((shard) -> StreamWorker.concurrency(sharded(8), shard))).containsExactly(3,
				3, 2);
		assertThat(IntStream.range(0, 3).map((shard) -> StreamWorker.concurrency(sharded(2), shard))).containsExactly(1,
				1, 1);
	}

	@Test
	void closingWaitsForEverythingThatListenersHaveStarted() {
		TestContainer test = open(SPEC);
		test.receive("cnv_1", "msg_1", "msg_2");
		this.listeners.awaitStarted("msg_1");
		CompletableFuture<Void> ended = test.container.close();
		assertThat(ended).isNotDone();
		this.listeners.end("msg_1");
		this.listeners.awaitStarted("msg_2");
		assertThat(ended).isNotDone();
		this.listeners.end("msg_2");
		TestContainer.await().until(ended::isDone);
		assertThat(test.acknowledged("cnv_1")).isEqualTo("msg_2");
	}

	@Test
	void abortWaitsForNothingThatListenersHaveStartedAndAcknowledgesNothing() {
		TestContainer test = open(SPEC);
		test.receive("cnv_1", "msg_1", "msg_2");
		this.listeners.awaitStarted("msg_1");
		CompletableFuture<Void> ended = test.container.close();
		test.container.abort();
		TestContainer.await().until(ended::isDone);
		assertThat(test.acknowledged("cnv_1")).isNull();
		assertThat(this.listeners.started).containsExactly("msg_1");
	}

	@Test
	void listenerThatReturnsBecauseItWasInterruptedAcknowledgesNothing() throws InterruptedException {
		CountDownLatch atWork = new CountDownLatch(1);
		TestContainer test = new TestContainer(SPEC, ManualListeners.of((event) -> {
			atWork.countDown();
			try {
				assertThat(new CountDownLatch(1).await(1, TimeUnit.MINUTES)).isFalse();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}));
		this.opened = test;
		test.receive("cnv_1", "msg_1");
		atWork.await();
		CompletableFuture<Void> ended = test.container.close();
		test.container.abort();
		TestContainer.await().until(ended::isDone);
		assertThat(test.acknowledged("cnv_1")).isNull();
	}

	@Test
	void interruptThatListenerLeavesDoesNotReachTheStore() {
		TestContainer test = new TestContainer(SPEC, ManualListeners.of((event) -> Thread.currentThread().interrupt()));
		this.opened = test;
		test.receive("cnv_1", "msg_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		assertThat(test.store.interrupted).hasValue(0);
	}

	@Test
	void pausedStreamAcknowledgesWhatListenersFinishAndDeliversNoMore() {
		TestContainer test = open(SPEC);
		test.receive("cnv_1", "msg_1", "msg_2");
		this.listeners.awaitStarted("msg_1");
		test.container.pause();
		assertThat(test.source(0).isCancelled()).isTrue();
		this.listeners.end("msg_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		test.container.resume();
		assertThat(test.source(1).position("cnv_1")).isEqualTo("msg_1");
		assertThat(this.listeners.started).containsExactly("msg_1");
	}

	@Test
	void nothingOfOneMessageIsLeftOnTheThreadForTheNext() {
		List<String> found = new CopyOnWriteArrayList<>();
		InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
		ThreadLocal<String> tenant = new ThreadLocal<>();
		Locale locale = Locale.getDefault().equals(Locale.JAPAN) ? Locale.FRANCE : Locale.JAPAN;
		request.set("of the request that has opened the stream");
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", tenant);
		try {
			TestContainer test = new TestContainer(SPEC.withConcurrency(1), ManualListeners.of((event) -> {
				found.add(MDC.get("customer") + " " + SecurityContextHolder.getContext().getAuthentication() + " "
						+ request.get() + " " + tenant.get() + " " + LocaleContextHolder.getLocale().equals(locale)
						+ " " + Thread.currentThread().getName() + " "
						+ (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()));
				MDC.put("customer", "one");
				SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("one", "one"));
				tenant.set("one");
				LocaleContextHolder.setLocale(locale);
				Thread.currentThread().setContextClassLoader(null);
			}));
			this.opened = test;
			test.receive("cnv_1", "msg_1", "msg_2");
			test.awaitAcknowledged("cnv_1", "msg_2");
		}
		finally {
			request.remove();
			ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		}
		assertThat(found).containsExactly("null null null null false bimpeai-all-1 true",
				"null null null null false bimpeai-all-1 true");
	}

	@Test
	void threadLocalThatCannotBeClearedDisturbsNothingElse(CapturedOutput output) {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Unclearable());
		try {
			List<String> found = new CopyOnWriteArrayList<>();
			TestContainer test = new TestContainer(SPEC, ManualListeners.of((event) -> {
				found.add(SecurityContextHolder.getContext().getAuthentication() + " "
						+ Thread.currentThread().getName());
				SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("one", "one"));
			}));
			this.opened = test;
			test.receive("cnv_1", "msg_1", "msg_2");
			test.awaitAcknowledged("cnv_1", "msg_2");
			assertThat(found).allMatch((thread) -> thread.startsWith("null bimpeai-all-"));
			assertThat(test.container.state()).isNotEqualTo(StreamState.FAILED);
		}
		finally {
			ContextRegistry.getInstance().removeThreadLocalAccessor(Unclearable.KEY);
		}
		assertThat(output).containsOnlyOnce("Unclearable has not cleared its thread local");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsInheritNothingAndOneThreadKeepsTheApplicationAlive() {
		List<String> found = new CopyOnWriteArrayList<>();
		InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
		request.set("of the request that has opened the stream");
		TestContainer test = new TestContainer(SPEC,
				ManualListeners.of((event) -> found.add(Thread.currentThread() + " " + request.get())), true);
		this.opened = test;
		test.receive("cnv_1", "msg_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		request.remove();
		assertThat(found).singleElement()
			.asString()
			.startsWith("VirtualThread")
			.contains("bimpeai-all-")
			.endsWith("null");
		assertThat(Thread.getAllStackTraces().keySet())
			.filteredOn((thread) -> thread.getName().contains("bimpeai-all-coordinator"))
			.isNotEmpty()
			.noneMatch(Thread::isDaemon);
	}

	@Test
	void threadsOfListenersEndWithTheStream() {
		TestContainer test = new TestContainer(SPEC, ManualListeners.of((event) -> {
		}));
		this.opened = test;
		test.receive("cnv_1", "msg_1");
		test.awaitAcknowledged("cnv_1", "msg_1");
		test.close();
		TestContainer.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("bimpeai-all-")));
	}

	private TestContainer open(StreamSpec spec) {
		TestContainer test = new TestContainer(spec, this.listeners);
		this.opened = test;
		return test;
	}

	private static StreamSpec sharded(int concurrency) {
		return SPEC.withConcurrency(concurrency).withAgentSettings(SPEC.agentSettings().withShards(3));
	}

	private static String[] ids(String prefix, int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> prefix + "_" + i).toArray(String[]::new);
	}

	/**
	 * Has a value, and cannot remove it, as its class has not implemented that.
	 */
	private static final class Unclearable implements ThreadLocalAccessor<String> {

		private static final String KEY = "unclearable";

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public String getValue() {
			return "value";
		}

		@Override
		public void setValue(String value) {
		}

	}

	/**
	 * Listeners that have started something, which ends when the test says so.
	 */
	private static final class Asynchronous extends ManualListeners {

		private final Queue<String> started = new ConcurrentLinkedQueue<>();

		private final Map<String, CompletableFuture<Boolean>> working = new ConcurrentHashMap<>();

		private final Set<String> conversations = ConcurrentHashMap.newKeySet();

		private final AtomicInteger most = new AtomicInteger();

		@Override
		CompletableFuture<Boolean> on(MessageReceivedEvent event) {
			assertThat(this.conversations.add(event.conversationId())).isTrue();
			CompletableFuture<Boolean> end = new CompletableFuture<>();
			this.working.put(String.valueOf(event.message().id()), end);
			this.most.accumulateAndGet(this.working.size(), Math::max);
			this.started.add(String.valueOf(event.message().id()));
			return end.whenComplete((done, failure) -> this.conversations.remove(event.conversationId()));
		}

		private void awaitStarted(String messageId) {
			TestContainer.await().until(() -> this.started.contains(messageId));
		}

		private void awaitWorking(int count) {
			TestContainer.await().until(() -> this.working.size() == count);
		}

		private void end(String messageId) {
			Objects.requireNonNull(this.working.remove(messageId)).complete(true);
		}

	}

}
