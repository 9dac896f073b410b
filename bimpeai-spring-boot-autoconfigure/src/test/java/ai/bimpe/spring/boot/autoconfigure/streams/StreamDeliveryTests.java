package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how managed streams deliver, and for what they publish.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamDeliveryTests {

	private static final String SECRET = "the text of a customer";

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final List<@Nullable String> offered = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void offersMessageAgainUntilTheListenerTakesIt() {
		failTimes("one", 2);
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(this.offered).containsExactly("one", "one", "one", "two");
			assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.delivery.max-attempts")
	void tellsOfMessageThatNobodyTakesAndGoesOn(CapturedOutput output) {
		failTimes(SECRET, Integer.MAX_VALUE);
		this.desk.frontDesk("bimpeai.streams.front-desk.delivery.max-attempts=4").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives(SECRET, "two");
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(this.offered).containsExactly(SECRET, SECRET, SECRET, SECRET, "two");
			MessageDeliveryFailedEvent failed = this.listener.all(MessageDeliveryFailedEvent.class).get(0);
			assertThat(failed.stream()).isEqualTo("front-desk");
			assertThat(failed.agentId()).isEqualTo(this.desk.conversation.agentId());
			assertThat(failed.conversationId()).isEqualTo(this.desk.conversation.id());
			assertThat(failed.message().message()).isEqualTo(SECRET);
			assertThat(failed.exception()).hasMessage("Cannot take: " + SECRET);
			assertThat(failed.attempts()).isEqualTo(4);
			assertThat(failed.toString()).contains("front-desk", "IllegalStateException", "attempts=4")
				.doesNotContain(SECRET);
			assertThat(output).contains("failed in attempt 4, the last one: java.lang.IllegalStateException at ")
				.doesNotContain(SECRET);
		});
	}

	@Test
	void publishesConnectionsAndMessagesEachInTheirOrder() {
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
			this.desk.simulator.dropStreams();
			this.desk.receives("three");
			assertThat(this.listener.next()).isEqualTo("three");
			await().atMost(Desk.SOON).until(() -> this.listener.all(StreamConnectedEvent.class).size() == 2);
			assertThat(this.listener.events).filteredOn((event) -> !(event instanceof MessageReceivedEvent))
				.extracting((event) -> (Class) event.getClass())
				.containsExactly(StreamOwnershipChangedEvent.class, StreamConnectedEvent.class,
						StreamDisconnectedEvent.class, StreamConnectedEvent.class);
			String agentId = this.desk.conversation.agentId();
			assertThat(this.listener.all(StreamOwnershipChangedEvent.class))
				.containsExactly(new StreamOwnershipChangedEvent("front-desk", agentId, 0, true));
			assertThat(this.listener.all(StreamConnectedEvent.class).get(0))
				.isEqualTo(new StreamConnectedEvent("front-desk", agentId, this.desk.conversation.id()));
			assertThat(this.listener.all(StreamDisconnectedEvent.class)).singleElement().satisfies((event) -> {
				assertThat(event.attempt()).isOne();
				assertThat(event.delay()).isBetween(Duration.ZERO, Duration.ofMillis(5));
				assertThat(event.cause()).isNotNull();
			});
		});
	}

	@Test
	void stopsTheConversationWhenTheListenerOfTheFailureFailsAsWell(CapturedOutput output) {
		failTimes("one", Integer.MAX_VALUE);
		this.listener.onFailure = (event) -> {
			throw new IllegalStateException("No place for " + SECRET);
		};
		this.desk.frontDesk("bimpeai.streams.front-desk.delivery.max-attempts=3").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			await().atMost(Desk.SOON)
				.until(() -> Desk.stream(context).parked().stream().anyMatch(ParkedConversation::stopped));
			assertThat(output).contains("Conversation '" + this.desk.conversation.id() + "' stops at message ")
				.contains("a listener of the MessageDeliveryFailedEvent failed")
				.doesNotContain(SECRET);
			assertThat(this.listener.texts).isEmpty();
			Desk.stream(context)
				.skip(this.desk.conversation.id(), String.valueOf(Desk.stream(context).parked().get(0).messageId()));
			assertThat(this.listener.next()).isEqualTo("two");
		});
	}

	@Test
	void errorOfListenerCountsAsFailure() {
		this.listener.onMessage = (event) -> {
			this.offered.add(event.message().message());
			if ("one".equals(event.message().message())) {
				throw new StackOverflowError();
			}
		};
		this.desk.frontDesk("bimpeai.streams.front-desk.delivery.max-attempts=3").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(this.listener.all(MessageDeliveryFailedEvent.class).get(0).exception())
				.isInstanceOf(StackOverflowError.class);
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.on-delivery-failure")
	void pausesAfterMessageThatNobodyTakesAndOffersItAgainWhenResumed(CapturedOutput output) {
		failTimes("one", 3);
		this.desk
			.frontDesk("bimpeai.streams.front-desk.on-delivery-failure=pause",
					"bimpeai.streams.front-desk.delivery.max-attempts=3")
			.run((context) -> {
				ManagedStream stream = Desk.stream(context);
				this.desk.awaitLive();
				this.desk.receives("one", "two");
				await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.PAUSED);
				this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
				assertThat(this.offered).containsExactly("one", "one", "one");
				assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).hasSize(1);
				assertThat(output).contains("The stream is paused at message ");
				stream.resume();
				assertThat(this.listener.next()).isEqualTo("one");
				assertThat(this.listener.next()).isEqualTo("two");
				await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			});
	}

	@Test
	void pausedStreamClosesItsConnectionAndLosesNothing() {
		this.desk.frontDesk().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			stream.pause();
			this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
			assertThat(stream.state()).isEqualTo(StreamState.PAUSED);
			this.desk.receives("two");
			stream.resume();
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(this.listener.all(StreamOwnershipChangedEvent.class)).hasSize(1);
		});
	}

	@Test
	void waitBetweenAttemptsEndsWithTheStream() {
		failTimes("one", Integer.MAX_VALUE);
		AtomicLong stopped = new AtomicLong();
		DefaultLifecycleProcessor patience = new DefaultLifecycleProcessor();
		patience.setTimeoutPerShutdownPhase(Duration.ofMinutes(1).toMillis());
		this.desk
			.frontDesk("bimpeai.streams.front-desk.delivery.initial-delay=10m",
					"bimpeai.streams.front-desk.delivery.max-delay=10m")
			.withBean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, DefaultLifecycleProcessor.class,
					() -> patience)
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				await().atMost(Desk.SOON).until(() -> !this.offered.isEmpty());
				stopped.set(System.nanoTime());
			});
		assertThat(Duration.ofNanos(System.nanoTime() - stopped.get())).isLessThan(Duration.ofSeconds(30));
		assertThat(this.offered).containsExactly("one");
		assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
	}

	@Test
	void messageWhoseDeliveryWasCutShortComesAgain() {
		failTimes("one", 1);
		this.desk
			.frontDesk("bimpeai.streams.front-desk.delivery.initial-delay=10m",
					"bimpeai.streams.front-desk.delivery.max-delay=10m")
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one", "two");
				await().atMost(Desk.SOON).until(() -> !this.offered.isEmpty());
				context.getSourceApplicationContext().stop();
				context.getSourceApplicationContext().start();
				assertThat(this.listener.next()).isEqualTo("one");
				assertThat(this.listener.next()).isEqualTo("two");
			});
	}

	@Test
	void deliversWhatHasArrivedBeforeTheContextStops() throws InterruptedException {
		CountDownLatch goOn = new CountDownLatch(1);
		List<String> texts = IntStream.range(0, 5).mapToObj((i) -> "message " + i).toList();
		AtomicInteger seen = new AtomicInteger();
		this.listener.onMessage = (event) -> hold(goOn);
		this.desk.frontDesk("bimpeai.listener.shutdown=drain")
			.withBean(ManagedStreamListener.class, () -> (stream, event) -> seen.incrementAndGet())
			.run((context) -> {
				this.desk.awaitLive();
				texts.forEach(this.desk::receives);
				await().atMost(Desk.SOON).until(() -> seen.get() >= 6);
				Thread release = new Thread(() -> {
					this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
					goOn.countDown();
				});
				release.start();
			});
		assertThat(this.listener.texts).containsExactlyElementsOf(texts);
	}

	@Test
	void interruptedListenerAcknowledgesNothing() {
		CountDownLatch atWork = new CountDownLatch(1);
		InMemoryCheckpointStore store = new InMemoryCheckpointStore();
		this.listener.onMessage = (event) -> {
			atWork.countDown();
			try {
				new CountDownLatch(1).await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
		this.desk.frontDesk("bimpeai.streams.front-desk.delivery.max-attempts=1")
			.withBean(CheckpointStore.class, () -> store)
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(atWork.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
				context.getBean(StreamContainerRegistry.class).destroy();
			});
		assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).isEmpty();
		assertThat(store.load("front-desk")).isNotNull().extracting(Checkpoint::createdAt).isNull();
	}

	@Test
	void successorOfStoppedStreamWaitsForTheListenerAtWork() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger atWork = new AtomicInteger();
		this.listener.onMessage = (event) -> {
			atWork.incrementAndGet();
			hold(goOn);
		};
		this.desk.frontDesk().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON).until(() -> atWork.get() == 1);
			stream.stop();
			ManagedStream successor = context.getBean(BimpeAIStreams.class).subscribe(stream.spec());
			await().during(Duration.ofMillis(200)).until(() -> successor.state() == StreamState.CONNECTING);
			assertThat(atWork).hasValue(1);
			goOn.countDown();
			this.desk.receives("two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
		});
	}

	@Test
	void shutdownWaitsForStreamThatWasStoppedByHandAndInterruptsIt() {
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.listener.onMessage = (event) -> {
			atWork.countDown();
			try {
				new CountDownLatch(1).await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		};
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(atWork.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			Desk.stream(context).stop();
			StreamContainerRegistry streams = context.getBean(StreamContainerRegistry.class);
			streams.stop(ended::countDown);
			assertThat(ended.getCount()).isOne();
			streams.destroy();
			assertThat(interrupted.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(ended.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void interruptLeftByListenerDoesNotEndTheStream() {
		this.listener.onMessage = (event) -> Thread.currentThread().interrupt();
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
		});
	}

	@Test
	void interruptLeftByListenerThatFailsCostsNoAttempt() {
		this.listener.onMessage = (event) -> {
			this.offered.add(event.message().message());
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Cannot take it");
		};
		this.desk.frontDesk("bimpeai.streams.front-desk.delivery.max-attempts=3").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(this.listener.all(MessageDeliveryFailedEvent.class)).singleElement()
					.extracting(MessageDeliveryFailedEvent::attempts)
					.isEqualTo(3));
			assertThat(this.offered).hasSize(3);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { StreamOwnershipChangedEvent.class, StreamConnectedEvent.class })
	void interruptLeftByListenerOfOtherEventsDoesNotEndTheStream(Class<?> type) {
		this.desk.frontDesk()
			.withBean("events", ApplicationListener.class,
					() -> (ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
						if (type.isInstance(event.getPayload())) {
							Thread.currentThread().interrupt();
						}
					})
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.listener.next()).isEqualTo("one");
			});
	}

	@Test
	void blockedListenerLosesNothing() {
		CountDownLatch goOn = new CountDownLatch(1);
		List<String> texts = IntStream.range(0, 100).mapToObj((i) -> "message " + i).toList();
		this.listener.onMessage = (event) -> hold(goOn);
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			texts.subList(0, 50).forEach(this.desk::receives);
			this.desk.simulator.dropStreams();
			texts.subList(50, 100).forEach(this.desk::receives);
			goOn.countDown();
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 100);
			assertThat(this.listener.texts).containsExactlyElementsOf(texts);
		});
	}

	@Test
	void asynchronousListenerIsAcknowledgedWhenItHasTheMessage() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.desk.frontDesk()
			.withUserConfiguration(AsyncListener.class)
			.withBean(CountDownLatch.class, () -> goOn)
			.run((context) -> {
				this.desk.awaitLive();
				String id = this.desk.conversation.receives("one").id();
				await().atMost(Desk.SOON)
					.until(() -> Optional.ofNullable(Desk.stream(context).checkpoint())
						.filter((checkpoint) -> checkpoint.after().equals(id))
						.isPresent());
				assertThat(goOn.getCount()).isOne();
				goOn.countDown();
			});
	}

	@Test
	void checkpointFollowsTheLastMessage() {
		this.desk.frontDesk().run((context) -> {
			this.desk.awaitLive();
			String id = this.desk.conversation.receives("one").id();
			await().atMost(Desk.SOON).untilAsserted(() -> {
				Checkpoint checkpoint = Objects.requireNonNull(Desk.stream(context).checkpoint());
				assertThat(checkpoint.after()).isEqualTo(id);
				assertThat(checkpoint.createdAt()).isNotNull();
				assertThat(checkpoint.epoch()).isOne();
			});
		});
	}

	private void failTimes(String text, int times) {
		AtomicInteger left = new AtomicInteger(times);
		this.listener.onMessage = (event) -> {
			this.offered.add(event.message().message());
			if (text.equals(event.message().message()) && left.getAndDecrement() > 0) {
				throw new IllegalStateException("Cannot take: " + text);
			}
		};
	}

	private static void hold(CountDownLatch goOn) {
		try {
			goOn.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@EnableAsync
	static class AsyncListener {

		private final CountDownLatch goOn;

		AsyncListener(CountDownLatch goOn) {
			this.goOn = goOn;
		}

		@Async
		@EventListener
		void on(MessageReceivedEvent event) throws InterruptedException {
			this.goOn.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS);
		}

	}

}
