package ai.bimpe.client.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageStream}.
 */
class BlockingStreamTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final BimpeAI client = BimpeAI.builder()
		.apiKey(this.simulator.apiKey())
		.baseUrl(this.simulator.baseUrl())
		.build();

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
	}

	@Test
	void aLoopGoesOverTheMessagesAndLeavingItClosesTheConnection() {
		this.conversation.receives("one");
		this.conversation.receives("two");
		try (MessageStream stream = stream(StreamOptions.create().after(Instant.EPOCH))) {
			StringBuilder texts = new StringBuilder();
			for (StreamMessage message : stream) {
				texts.append(message.message());
				if (texts.length() == 6) {
					break;
				}
			}
			assertThat(texts).hasToString("onetwo");
			this.simulator.awaitOpenStreams(1, TIMEOUT);
		}
		this.simulator.awaitOpenStreams(0, TIMEOUT);
	}

	@Test
	void nothingIsOpenedBeforeTheFirstIterator() {
		this.simulator.clearRequests();
		try (MessageStream stream = stream(StreamOptions.create())) {
			assertThat(stream).isNotNull();
		}
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void closingFromAnotherThreadEndsTheLoop() throws Exception {
		MessageStream stream = stream(StreamOptions.create());
		CompletableFuture<Integer> count = CompletableFuture.supplyAsync(() -> {
			int messages = 0;
			for (StreamMessage message : stream) {
				messages += (message.message() != null) ? 1 : 0;
			}
			return messages;
		});
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		stream.close();
		stream.close();
		assertThat(count.get(20, TimeUnit.SECONDS)).isZero();
		this.simulator.awaitOpenStreams(0, TIMEOUT);
	}

	@Test
	void theLoopEndsWhenTheServerEndsTheStreamAndReconnectingIsOff() {
		this.simulator.on("streamMessages").endAfterEvents(1);
		this.conversation.receives("one");
		try (MessageStream stream = stream(StreamOptions.create().reconnect(false).after(Instant.EPOCH))) {
			assertThat(stream).hasSize(1);
		}
	}

	@Test
	void everyOtherEndIsAnException() {
		this.simulator.on("streamMessages").respond(404);
		try (MessageStream stream = stream(StreamOptions.create())) {
			assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> stream.iterator().hasNext());
		}
	}

	@Test
	void aPlaceIsWaitedForWhenTheReaderAsksForIt() {
		this.simulator.on("streamMessages").times(2).respond(429, "too_many_streams").retryAfter(Duration.ofSeconds(1));
		try (MessageStream stream = stream(StreamOptions.create())) {
			assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> stream.iterator().hasNext());
		}
		this.conversation.receives("one");
		try (MessageStream stream = stream(StreamOptions.create().after(Instant.EPOCH).retryWhenBusy(true))) {
			assertThat(stream.iterator().next().message()).isEqualTo("one");
		}
		assertThat(this.simulator.count("streamMessages")).isEqualTo(3);
	}

	@Test
	void aFreshTicketThatIsRefusedTwiceEndsTheLoop() {
		this.simulator.on("streamMessages").respond(401);
		try (MessageStream stream = stream(StreamOptions.create())) {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> stream.iterator().hasNext());
		}
		assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(2);
	}

	@Test
	void allEventsCanBeReadInstead() {
		this.simulator.on("streamMessages").endAfterEvents(1);
		this.conversation.receives("one");
		try (MessageStream stream = stream(StreamOptions.create().reconnect(false).after(Instant.EPOCH))) {
			assertThat(stream.events()).filteredOn((event) -> !(event instanceof StreamEvent.Heartbeat))
				.extracting((event) -> event.getClass().getSimpleName())
				.containsExactly("Connected", "Message", "Ended");
		}
	}

	@Test
	void aStreamIsReadOnce() {
		this.simulator.on("streamMessages").endAfterEvents(0);
		try (MessageStream stream = stream(StreamOptions.create().reconnect(false))) {
			Iterator<StreamMessage> messages = stream.iterator();
			assertThat(messages.hasNext()).isFalse();
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(messages::next);
			assertThatExceptionOfType(UserException.class).isThrownBy(stream::iterator).withMessageContaining("once");
		}
	}

	@Test
	void anInterruptEndsTheLoopWithOurExceptionAndTheFlagSet() throws Exception {
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		MessageStream stream = stream(StreamOptions.create());
		Thread reader = new Thread(() -> {
			try {
				stream.iterator().next();
			}
			catch (BimpeAIException ex) {
				interrupted.set(Thread.currentThread().isInterrupted());
				thrown.complete(ex);
			}
		});
		reader.start();
		this.simulator.awaitOpenStreams(1, TIMEOUT);
		reader.interrupt();
		assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("Interrupted");
		assertThat(interrupted).isTrue();
		this.simulator.awaitOpenStreams(0, TIMEOUT);
	}

	@Test
	void aThreadThatMustNotBlockIsRefused() {
		MessageStream stream = stream(StreamOptions.create());
		StepVerifier.create(Mono.fromCallable(() -> stream.iterator().next()).subscribeOn(Schedulers.parallel()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(UserException.class)
				.hasMessageContaining("ReactiveMessages.stream"))
			.verify(TIMEOUT);
	}

	private MessageStream stream(StreamOptions options) {
		return this.client.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), options);
	}

}
