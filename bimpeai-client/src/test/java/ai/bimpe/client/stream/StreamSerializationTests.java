package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.support.RawServer;
import ai.bimpe.client.support.VirtualScheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a stream is in one state, also when its time-out and its events come in the
 * same moment on two threads.
 */
@Timeout(60)
class StreamSerializationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@RegisterExtension
	final RawServer server = new RawServer();

	private final VirtualScheduler time = new VirtualScheduler();

	private final AtomicReference<@Nullable Runnable> onNow = new AtomicReference<>();

	private final Thread timerThread = Thread.currentThread();

	private final BlockingQueue<RawServer.Connection> accepted = new LinkedBlockingQueue<>();

	private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

	private final CountDownLatch handling = new CountDownLatch(1);

	private final CountDownLatch handle = new CountDownLatch(1);

	@Test
	void eventThatIsHandledWhileTheTimeoutEndsItsConnectionChangesNothing() throws Exception {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE);
			this.accepted.add(out);
		});
		try (ReactiveBimpeAI client = this.server.reactive()
			.scheduler(new HookedScheduler())
			.json((json) -> json.addModule(new SimpleModule().addDeserializer(Instant.class, new SlowDeserializer())))
			.retryListener(new LateListener())
			.build()) {
			Disposable listening = client.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create())
				.events()
				.subscribe(this.events::add);
			RawServer.Connection connection = this.accepted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
			await().atMost(SOON).until(() -> this.events.size() == 1);
			// Let the watch begin.
			this.time.advance(Duration.ofMillis(1));
			this.onNow.set(() -> {
				assertThat(connection).satisfies(
						(open) -> open.write("data: {\"id\":\"m1\",\"created_at\":\"2026-07-04T08:00:00Z\"}\n\n"));
				assertThat(this.handling).satisfies((latch) -> latch.await(20, TimeUnit.SECONDS));
			});
			this.time.advance(Duration.ofSeconds(61));
			assertThat(this.onNow).hasValue(null);
			assertThat(this.events).filteredOn(StreamEvent.Reconnecting.class::isInstance)
				.singleElement()
				.extracting((event) -> ((StreamEvent.Reconnecting) event).attempt())
				.isEqualTo(1);
			listening.dispose();
		}
	}

	/**
	 * Lets the test act in the moment in which the watchdog looks at its time.
	 */
	private final class HookedScheduler implements Scheduler {

		@Override
		public Disposable schedule(Runnable task) {
			return StreamSerializationTests.this.time.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return StreamSerializationTests.this.time.schedule(task, delay, unit);
		}

		@Override
		public Worker createWorker() {
			return StreamSerializationTests.this.time.createWorker();
		}

		@Override
		public long now(TimeUnit unit) {
			if (Thread.currentThread() == StreamSerializationTests.this.timerThread) {
				Runnable hook = StreamSerializationTests.this.onNow.getAndSet(null);
				if (hook != null) {
					hook.run();
				}
			}
			return StreamSerializationTests.this.time.now(unit);
		}

	}

	/**
	 * Holds the message up on the thread of its connection.
	 */
	private final class SlowDeserializer extends StdDeserializer<Instant> {

		private SlowDeserializer() {
			super(Instant.class);
		}

		@Override
		public Instant deserialize(JsonParser parser, DeserializationContext context) {
			StreamSerializationTests.this.handling.countDown();
			assertThat(StreamSerializationTests.this.handle).satisfies((latch) -> latch.await(20, TimeUnit.SECONDS));
			return Instant.EPOCH;
		}

	}

	/**
	 * Lets the message be handled while the failure is counted.
	 */
	private final class LateListener implements RetryListener {

		@Override
		public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
				Throwable failure) {
			StreamSerializationTests.this.handle.countDown();
			await().during(Duration.ofMillis(100)).until(() -> true);
		}

	}

}
