package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamLagChangedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that properties of {@code bimpeai.streams.*} change what the server or a listener
 * sees.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamPropertyEffectTests {

	/** A wait that is drawn from zero to this is longer than a day for certain. */
	private static final String[] PATIENT = { "bimpeai.retry.initial-delay=10000000d",
			"bimpeai.retry.max-delay=10000000d" };

	private final Desk desk = new Desk();

	@AfterEach
	void stop() {
		this.desk.close();
	}

	// With the default of the other one, the last wait would be hours long.
	@ParameterizedTest
	@CsvSource({ "multiplier=1, max-delay=10h", "multiplier=1000, max-delay=1ms" })
	@EffectOf({ "bimpeai.streams.<name>.delivery.initial-delay", "bimpeai.streams.<name>.delivery.max-delay",
			"bimpeai.streams.<name>.delivery.multiplier" })
	void waitsBetweenDeliveriesGrowAsSet(String growth, String bound) {
		AtomicInteger attempts = new AtomicInteger();
		this.desk.listener.onMessage = (event) -> {
			if (attempts.incrementAndGet() < 24) {
				throw new IllegalStateException("not yet");
			}
		};
		this.desk
			.frontDesk(delivery("max-attempts=24"), delivery("initial-delay=1ms"), delivery(growth), delivery(bound))
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.desk.listener.next()).isEqualTo("one");
				assertThat(attempts).hasValue(24);
			});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.delivery.acknowledgement-timeout")
	void acknowledgementThatIsNotGivenInTimeIsFailedDelivery() {
		AtomicInteger attempts = new AtomicInteger();
		this.desk.listener.onMessage = (event) -> {
			if (attempts.incrementAndGet() == 1) {
				event.deferAcknowledgement();
			}
		};
		this.desk.frontDesk(delivery("acknowledgement-timeout=10ms")).run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON).until(() -> attempts.get() == 2);
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.concurrency")
	void asManyConversationsAreDeliveredAtTimeAsSet() {
		CountDownLatch together = new CountDownLatch(3);
		this.desk.listener.onMessage = (event) -> {
			together.countDown();
			await().atMost(Desk.SOON).until(() -> together.getCount() == 0);
		};
		List<SimulatedConversation> conversations = List.of(this.desk.conversation, another(), another());
		agent("concurrency=3", "after=" + Instant.EPOCH, "poll-interval=50ms", "requests-per-minute=6000")
			.run((context) -> {
				conversations.forEach((conversation) -> conversation.receives("now"));
				for (int i = 0; i < conversations.size(); i++) {
					assertThat(this.desk.listener.next()).isEqualTo("now");
				}
			});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.auto-startup")
	void streamIsOpenedByHand() {
		this.desk.frontDesk("bimpeai.streams.front-desk.auto-startup=false").run((context) -> {
			ManagedStream stream = Desk.stream(context);
			assertThat(stream.state()).isEqualTo(StreamState.STOPPED);
			assertThat(this.desk.simulator.requests()).isEmpty();
			stream.start();
			this.desk.awaitLive();
			assertThat(context.getBean(StreamContainerRegistry.class).isRunning()).isTrue();
		});
	}

	@Test
	@EffectOf("bimpeai.listener.auto-startup")
	void allStreamsAreOpenedByHand() {
		this.desk.frontDesk("bimpeai.listener.auto-startup=false").run((context) -> {
			assertThat(Desk.stream(context).state()).isEqualTo(StreamState.STOPPED);
			assertThat(this.desk.simulator.requests()).isEmpty();
			context.getBean(StreamContainerRegistry.class).start();
			this.desk.awaitLive();
		});
	}

	@Test
	@EffectOf("bimpeai.listener.refusal-retry-interval")
	void refusedStreamIsTriedAgainAsOftenAsSet() {
		this.desk.simulator.on("issueStreamTicket").times(5).respond(403);
		this.desk.frontDesk("bimpeai.listener.refusal-retry-interval=10ms").run((context) -> this.desk.awaitLive());
	}

	@Test
	@EffectOf("bimpeai.listener.shutdown")
	void whatWasReceivedIsDeliveredBeforeTheApplicationStops() {
		assertThat(deliveredWhenItStops("bimpeai.listener.shutdown=drain")).containsExactly("one", "two");
	}

	@Test
	void whatNoListenerHasBegunIsLeftForTheNextStart() {
		assertThat(deliveredWhenItStops()).containsExactly("one");
	}

	private List<String> deliveredWhenItStops(String... properties) {
		List<String> delivered = new CopyOnWriteArrayList<>();
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.desk.listener.onMessage = (event) -> {
			atWork.countDown();
			await().atMost(Desk.SOON).until(() -> goOn.getCount() == 0);
			delivered.add(String.valueOf(event.message().message()));
		};
		this.desk.frontDesk(properties).run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			await().atMost(Desk.SOON).until(() -> atWork.getCount() == 0 && Desk.stream(context).buffered() == 2);
			CompletableFuture<Void> closed = CompletableFuture
				.runAsync(() -> context.getSourceApplicationContext().close());
			this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
			goOn.countDown();
			assertThat(closed).succeedsWithin(Desk.SOON);
		});
		return delivered;
	}

	@Test
	@EffectOf("bimpeai.listener.shutdown-timeout")
	void listenerIsInterruptedWhenTheTimeToStopIsOver() {
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.desk.listener.onMessage = (event) -> {
			atWork.countDown();
			try {
				assertThat(new CountDownLatch(1).await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		};
		this.desk.frontDesk("bimpeai.listener.shutdown-timeout=10ms").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON).until(() -> atWork.getCount() == 0);
			context.getSourceApplicationContext().close();
			assertThat(interrupted.getCount()).isZero();
		});
	}

	@Test
	@EffectOf("bimpeai.listener.log-exception-messages")
	void messagesOfExceptionsAreLoggedWhenTheyAreWanted(CapturedOutput output) {
		this.desk.listener.onMessage = (event) -> {
			throw new IllegalStateException("outer words", new IllegalArgumentException("inner words"));
		};
		this.desk.frontDesk("bimpeai.listener.log-exception-messages=true").run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			await().atMost(Desk.SOON)
				.until(() -> output.getAll().contains("java.lang.IllegalStateException: outer words")
						&& output.getAll().contains("Caused by: java.lang.IllegalArgumentException: inner words"));
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.lag-threshold")
	void lagBeyondTheThresholdIsAnEvent() {
		List<StreamLagChangedEvent> events = new CopyOnWriteArrayList<>();
		CountDownLatch goOn = new CountDownLatch(1);
		this.desk.listener.onMessage = (event) -> await().atMost(Desk.SOON).until(() -> goOn.getCount() == 0);
		this.desk.frontDesk("bimpeai.streams.front-desk.lag-threshold=10ms")
			.withBean("lag", ApplicationListener.class,
					() -> (ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
						if (event.getPayload() instanceof StreamLagChangedEvent lag) {
							events.add(lag);
						}
					})
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				await().atMost(Desk.SOON).until(() -> !events.isEmpty());
				goOn.countDown();
				await().atMost(Desk.SOON).until(() -> events.size() == 2);
				assertThat(events).extracting(StreamLagChangedEvent::exceeded).containsExactly(true, false);
			});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.retry-delay-reset-threshold")
	void waitsStartAnewWithEachConnectionThatHasHeldForLongEnough() {
		this.desk
			.frontDesk("bimpeai.retry.multiplier=1000", "bimpeai.retry.max-delay=10h",
					"bimpeai.streams.front-desk.retry-delay-reset-threshold=0s")
			.run((context) -> {
				for (int connections = 1; connections <= 5; connections++) {
					this.desk.simulator.awaitRequests("streamMessages", connections, Desk.SOON);
					await().atMost(Desk.SOON).until(() -> this.desk.conversation.dropStreams() == 1);
				}
				this.desk.simulator.awaitRequests("streamMessages", 6, Desk.SOON);
			});
	}

	@Test
	@EffectOf({ "bimpeai.streams.<name>.channels", "bimpeai.streams.<name>.test-channels" })
	void channelsAreThoseThatTheListIsAskedFor() {
		agent("channels=webchat", "test-channels=true")
			.run((context) -> assertThat(this.desk.simulator.awaitRequests("listConversations", 1, Desk.SOON).get(0))
				.satisfies((request) -> {
					assertThat(request.query("channel")).isEqualTo("webchat");
					assertThat(request.query("is_test_channel")).isEqualTo("true");
				}));
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.max-live")
	void noMoreConversationsAreLiveThanAllowed() {
		List<SimulatedConversation> busy = List.of(this.desk.conversation, another(), another());
		agent("max-live=1", "active-window=10m", "poll-interval=50ms", "requests-per-minute=6000").run((context) -> {
			busy.forEach((conversation) -> conversation.receives("now"));
			for (int i = 0; i < busy.size(); i++) {
				assertThat(this.desk.listener.next()).isEqualTo("now");
			}
			// The server hears of a connection that is closed a little later.
			await().atMost(Desk.SOON).until(() -> this.desk.simulator.openStreams().size() <= 1);
		});
	}

	// With the defaults the list is asked for every five seconds, and once a second.
	@Test
	@EffectOf("bimpeai.streams.<name>.poll-interval")
	void listIsAskedForAsOftenAsSet() {
		agent("poll-interval=20ms", "requests-per-minute=6000")
			.run((context) -> assertThat(this.desk.simulator.awaitRequests("listConversations", 60, Desk.SOON))
				.isNotEmpty());
	}

	// With the default a second request would follow after a second.
	@Test
	@EffectOf("bimpeai.streams.<name>.requests-per-minute")
	void listIsAskedForNoMoreOftenThanAllowed() {
		agent("poll-interval=20ms", "requests-per-minute=1").run((context) -> {
			this.desk.simulator.awaitRequests("listConversations", 1, Desk.SOON);
			await().during(Duration.ofMillis(1500))
				.atMost(Desk.SOON)
				.until(() -> this.desk.simulator.count("listConversations") == 1);
		});
	}

	// With the default the second page would be asked for once.
	@Test
	@EffectOf("bimpeai.streams.<name>.walk-interval")
	void wholeListIsReadAsOftenAsSet() {
		for (int i = 0; i < 150; i++) {
			another().receives("before");
		}
		agent("poll-interval=50ms", "requests-per-minute=6000", "walk-interval=200ms")
			.run((context) -> await().atMost(Desk.SOON)
				.until(() -> this.desk.simulator.requests()
					.stream()
					.filter((request) -> "listConversations".equals(request.operationId())
							&& "2".equals(request.query("page")))
					.count() >= 3));
	}

	@Test
	void waitsBeforeConversationIsConnectedAgainAreThoseOfTheAccount() {
		this.desk.simulator.on("streamMessages").respond(503);
		this.desk.frontDesk(PATIENT).run((context) -> assertThat(firstWait()).isGreaterThan(Duration.ofDays(1)));
	}

	@Test
	void waitsBeforeListIsReadAgainAreThoseOfTheAccount() {
		this.desk.simulator.on("listConversations").respond(503);
		agent().withPropertyValues(PATIENT).run((context) -> assertThat(firstWait()).isGreaterThan(Duration.ofDays(1)));
	}

	@Test
	void waitsBeforeConversationOfAgentIsOpenedAgainAreThoseOfTheAccount() {
		this.desk.simulator.on("streamMessages").respond(503);
		agent("after=" + Instant.EPOCH).withPropertyValues(PATIENT).run((context) -> {
			this.desk.receives("one");
			assertThat(firstWait()).isGreaterThan(Duration.ofDays(1));
		});
	}

	private Duration firstWait() {
		await().atMost(Desk.SOON).until(() -> !this.desk.listener.all(StreamDisconnectedEvent.class).isEmpty());
		return this.desk.listener.all(StreamDisconnectedEvent.class).get(0).delay();
	}

	private SimulatedConversation another() {
		return this.desk.simulator.agent(this.desk.conversation.agentId()).newConversation();
	}

	private ApplicationContextRunner agent(String... properties) {
		ApplicationContextRunner runner = this.desk.runner()
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId());
		for (String property : properties) {
			runner = runner.withPropertyValues("bimpeai.streams.front-desk." + property);
		}
		return runner;
	}

	private static String delivery(String property) {
		return "bimpeai.streams.front-desk.delivery." + property;
	}

}
