package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.source.StandInAgent.Opening;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which settings reach which wait of a managed stream, in time that the test
 * advances: what is tried again every few seconds with the defaults is not tried again
 * within an hour when waits may take a million days.
 */
class WaitSettingsTests {

	private static final int MANY = 5000;

	private static final Duration LONG = Duration.ofDays(1_000_000);

	private static final StreamSpec CONVERSATION = StreamSpec.of("one", "agt_1", "cnv_0");

	private final VirtualTime time = new VirtualTime();

	private final StandInAgent agent = new StandInAgent(this.time);

	private final StandInConversation conversation = this.agent.newConversation();

	private final StreamSpec spec = StreamSpec.ofAgent("all", "agt_1").after(this.time.now().minusSeconds(1));

	private final AtomicInteger attempts = new AtomicInteger();

	private @Nullable StreamContainerRegistry streams;

	@AfterEach
	void stop() {
		if (this.streams != null) {
			this.streams.stop();
		}
	}

	@ParameterizedTest
	@EnumSource
	void readsOfTheList(Account account) {
		many(() -> this.agent.failList(new ApiTimeoutException("Slow", null, true)));
		start(account, this.spec, new InMemoryCheckpointStore());
		isTriedAgainAsSet(account, this.agent.lists::size);
	}

	@ParameterizedTest
	@EnumSource
	void reconnectsOfConversationOfAgent(Account account) {
		failOpenings(new ApiTimeoutException("Slow", null, true));
		start(account, this.spec, new InMemoryCheckpointStore());
		isTriedAgainAsSet(account, this.agent.openings::size);
	}

	@ParameterizedTest
	@EnumSource
	void openingsThatBusyServerRefuses(Account account) {
		failOpenings(TestFailures.rateLimited(ErrorCode.TOO_MANY_STREAMS, null));
		start(account, this.spec, new InMemoryCheckpointStore());
		isTriedAgainAsSet(account, this.agent.openings::size);
	}

	@ParameterizedTest
	@EnumSource
	void streamOfOneConversationThatHasToWaitForLongerThanItsClientDoes(Account account) {
		failOpenings(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(5)));
		start(account, CONVERSATION, new InMemoryCheckpointStore());
		isTriedAgainAsSet(account, this.agent.openings::size);
	}

	@ParameterizedTest
	@EnumSource
	void streamOfOneConversationThatItsClientGaveUpWaitsMinuteWhateverTheAccount(Account account) {
		failOpenings(new ApiTimeoutException("Slow", null, true));
		start(account, CONVERSATION, new InMemoryCheckpointStore());
		this.time.advanceUntil(Duration.ofSeconds(10), () -> this.agent.openings.size() > 5);
		areMinutesApart(this.agent.openings.stream().map(Opening::at).toList());
	}

	@ParameterizedTest
	@EnumSource
	void refusedKeyOfProviderWaitsMinuteWhateverTheAccount(Account account) {
		many(() -> this.agent.failList(TestFailures.refusedKey(true)));
		start(account, this.spec, new InMemoryCheckpointStore());
		this.time.advanceUntil(Duration.ofSeconds(10), () -> this.agent.lists.size() > 5);
		areMinutesApart(this.agent.lists);
	}

	@ParameterizedTest
	@EnumSource
	void readsOfCheckpointsOfConversations(Account account) {
		// Was active lately.
		this.conversation.receives("before");
		start(account, this.spec, failing("all/cnv_0", false));
		isTriedAgainAsSet(account, this.attempts::get);
	}

	@ParameterizedTest
	@EnumSource
	void takeOversOfCheckpoint(Account account) {
		start(account, this.spec, failing("all", false));
		isTriedAgainAsSet(account, this.attempts::get);
	}

	@ParameterizedTest
	@EnumSource
	void acknowledgements(Account account) {
		this.conversation.receives("m");
		start(account, this.spec, failing("all/cnv_0", true));
		isTriedAgainAsSet(account, this.attempts::get);
	}

	@ParameterizedTest
	@EnumSource
	void claimsOfOwnerThatWasNotTheOwner(Account account) {
		start(account, this.spec, new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				if (key.equals("all#0")) {
					WaitSettingsTests.this.attempts.incrementAndGet();
					return false;
				}
				return super.advance(key, expected, next);
			}

		});
		isTriedAgainAsSet(account, this.attempts::get);
	}

	@ParameterizedTest
	@EnumSource
	void deliveriesWaitAsTheStreamSaysWhateverTheAccount(Account account) {
		this.conversation.receives("m");
		DeliverySettings delivery = DeliverySettings.DEFAULTS.withMaxAttempts(MANY);
		start(account, this.spec.withDelivery(delivery), new InMemoryCheckpointStore());
		isTriedAgainAsSet(Account.DEFAULTS, this.attempts::get);
	}

	@Test
	void deliveriesDoNotWaitAsTheAccountSays() {
		this.conversation.receives("m");
		DeliverySettings delivery = DeliverySettings.DEFAULTS.withMaxAttempts(MANY)
			.withMaxDelay(LONG)
			.withInitialDelay(LONG);
		start(Account.DEFAULTS, this.spec.withDelivery(delivery), new InMemoryCheckpointStore());
		isTriedAgainAsSet(Account.PATIENT, this.attempts::get);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT4800000H", "PT2562047788015215H30M7S" })
	void timesOfStreamMayBeLongerThanTimersCount(String text) {
		Duration time = Duration.parse(text);
		this.conversation.receives("m");
		AgentStreamSettings settings = AgentStreamSettings.DEFAULTS.withActiveWindow(time)
			.withPollInterval(time)
			.withWalkInterval(time);
		DeliverySettings delivery = DeliverySettings.DEFAULTS.withMaxDelay(time)
			.withInitialDelay(time)
			.withAcknowledgementTimeout(time);
		start(Account.DEFAULTS,
				this.spec.withAgentSettings(settings)
					.withDelivery(delivery)
					.withLagThreshold(time)
					.withRetryDelayResetThreshold(time),
				new InMemoryCheckpointStore());
		isTriedAgainAsSet(Account.PATIENT, this.attempts::get);
	}

	private void failOpenings(BimpeAIException failure) {
		this.conversation.receives("m");
		many(() -> this.conversation.failOpening(failure));
	}

	private static void many(Runnable action) {
		IntStream.range(0, MANY).forEach((i) -> action.run());
	}

	private CheckpointStoreDecorator failing(String failing, boolean written) {
		return new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

			@Override
			public @Nullable Checkpoint load(String key) {
				check(key, false);
				return super.load(key);
			}

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				check(key, true);
				return super.advance(key, expected, next);
			}

			private void check(String key, boolean writes) {
				if (key.equals(failing) && writes == written) {
					WaitSettingsTests.this.attempts.incrementAndGet();
					throw new IllegalStateException("Down");
				}
			}

		};
	}

	private void start(Account account, StreamSpec spec, CheckpointStore store) {
		StreamContainerRegistry streams = StreamContainerRegistry.builder(this.agent.client, (event) -> {
			if (event instanceof PayloadApplicationEvent<?> payload
					&& payload.getPayload() instanceof MessageReceivedEvent
					&& store instanceof InMemoryCheckpointStore) {
				this.attempts.incrementAndGet();
				throw new IllegalStateException("Not yet");
			}
		})
			.checkpointStore(store)
			.retry((name) -> account.settings())
			.scheduler(this.time.source().scheduler())
			.clock(this.time::now)
			.build();
		this.streams = streams;
		streams.start();
		streams.subscribe(spec);
	}

	private void isTriedAgainAsSet(Account account, IntSupplier attempts) {
		if (account == Account.DEFAULTS) {
			this.time.advanceUntil(Duration.ofMinutes(1), () -> attempts.getAsInt() > 5);
		}
		else {
			this.time.advanceUntil(Duration.ZERO, () -> attempts.getAsInt() > 0);
			AtomicInteger steps = new AtomicInteger();
			this.time.advanceUntil(Duration.ofMinutes(3), () -> steps.getAndIncrement() == 20);
			assertThat(attempts.getAsInt()).isOne();
			assertThat(Objects.requireNonNull(this.streams).all()).extracting(ManagedStream::state)
				.doesNotContain(StreamState.FAILED);
		}
	}

	private static void areMinutesApart(List<Duration> attempts) {
		for (int i = 1; i < attempts.size(); i++) {
			assertThat(attempts.get(i).minus(attempts.get(i - 1))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
		}
	}

	/** Waits of an account. */
	enum Account {

		/** Seconds. */
		DEFAULTS,

		/** Far longer than the test. */
		PATIENT;

		private RetrySettings settings() {
			return (this == DEFAULTS) ? RetrySettings.DEFAULTS
					: RetrySettings.DEFAULTS.withMaxDelay(LONG).withInitialDelay(LONG);
		}

	}

}
