package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.ListenerShutdown;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import ai.bimpe.spring.stream.StreamStatistics;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.source.ManualMessageSource;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.ManualOwnership;
import ai.bimpe.spring.stream.support.VirtualTime;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageStreamContainer} with sources in the hands of the test.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageStreamContainerTests {

	private static final String START = "2026-01-31T12:00:00Z";

	private static final Duration VERIFY_EVERY = Duration.ofSeconds(10);

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1")
		.after(START)
		.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(2));

	private final VirtualTime time = new VirtualTime();

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final ManualOwnership ownership = new ManualOwnership();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final Map<Integer, ManualMessageSource> sources = new ConcurrentHashMap<>();

	private ListenerShutdown shutdown = ListenerShutdown.CURRENT;

	private final StoreOutageLog outages = new StoreOutageLog(this.time.source());

	private final MessageStreamContainer container = container(SPEC);

	@AfterEach
	void close() {
		this.container.close().join();
	}

	@Test
	void eachShardHasAnOwnerOfItsOwn() {
		open(this.container);
		owner("all#1").granted();
		source(1).emit(null, new StreamEvent.Connected(0));
		await().until(() -> this.container.state() == StreamState.LIVE);
		assertThat(this.container.ownedShards()).containsExactly(1);
		await().untilAsserted(
				() -> assertThat(this.events).contains(new StreamOwnershipChangedEvent("all", "agt_1", 1, true),
						new StreamConnectedEvent("all", "agt_1", null)));
		assertThat(this.sources).containsOnlyKeys(1);
		assertThat(this.container.checkpoint()).isNull();
	}

	@Test
	void acknowledgesEachConversationByItself() {
		own();
		source(0).emit("cnv_1", message("msg_1"));
		source(0).emit("cnv_2", message("msg_2"));
		await().until(() -> this.store.load("all/cnv_1") != null && this.store.load("all/cnv_2") != null);
		assertThat(after("all/cnv_1")).isEqualTo("msg_1");
		assertThat(after("all/cnv_2")).isEqualTo("msg_2");
		assertThat(after("all")).isEqualTo(START);
		assertThat(source(0).position("cnv_1")).isEqualTo("msg_1");
		assertThat(source(0).position("cnv_3")).isEqualTo(START);
		assertThat(this.events).filteredOn(MessageReceivedEvent.class::isInstance)
			.extracting((event) -> ((MessageReceivedEvent) event).conversationId())
			.containsExactlyInAnyOrder("cnv_1", "cnv_2");
	}

	@Test
	void stateIsThatOfTheListAndNotOfEveryConversation() {
		own();
		ApiTimeoutException lost = new ApiTimeoutException("Lost", null, true);
		source(0).emit(null, new StreamEvent.Connected(0));
		source(1).emit(null, new StreamEvent.Connected(0));
		await().until(() -> this.container.state() == StreamState.LIVE);
		source(0).emit("cnv_1", new StreamEvent.Reconnecting(1, Duration.ofSeconds(1), lost));
		await().until(() -> this.events
			.contains(new StreamDisconnectedEvent("all", "agt_1", "cnv_1", lost, 1, Duration.ofSeconds(1))));
		assertThat(this.container.state()).isEqualTo(StreamState.LIVE);
		source(0).emit(null, new StreamEvent.Reconnecting(1, Duration.ofSeconds(1), lost));
		await().until(() -> this.container.state() == StreamState.WAITING);
		assertThat(this.container.failure()).isSameAs(lost);
		source(0).emit(null, new StreamEvent.Connected(1));
		await().until(() -> this.container.state() == StreamState.LIVE);
		assertThat(this.container.failure()).isNull();
	}

	@Test
	void replayStartsEveryConversationAnewInEveryShard() {
		own();
		source(0).emit("cnv_1", message("msg_1"));
		source(1).emit("cnv_2", message("msg_2"));
		await().until(() -> this.store.load("all/cnv_1") != null && this.store.load("all/cnv_2") != null);
		ManualMessageSource first = source(0);
		ManualMessageSource second = source(1);
		this.container.replayFrom(Instant.EPOCH);
		await().until(() -> source(0) != first && source(1) != second);
		assertThat(source(0).position("cnv_1")).isEqualTo(Instant.EPOCH.toString());
		assertThat(source(1).position("cnv_2")).isEqualTo(Instant.EPOCH.toString());
	}

	@Test
	void checkpointThatCannotBeReadCostsItsConversationOnly(CapturedOutput output) {
		MessageStreamContainer container = withGarbage();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> !container.parked().isEmpty());
		source(0).emit("cnv_3", message("msg_3"));
		await().until(() -> this.store.load("all/cnv_3") != null);
		assertThat(container.state()).isNotEqualTo(StreamState.FAILED);
		assertThat(container.parked()).singleElement().satisfies((parked) -> {
			assertThat(parked.conversationId()).isEqualTo("cnv_1");
			assertThat(parked.cause()).startsWith(InvalidCheckpointException.class.getName());
			assertThat(parked.stopped()).isTrue();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("'all/cnv_1' cannot be read")))
			.singleElement()
			.asString()
			.contains("ERROR")
			.contains("goes on with the others");
		assertThat(Objects.requireNonNull(this.store.load("all/cnv_1")).after()).isEqualTo("garbage");
		container.close().join();
	}

	@Test
	void conversationWhoseCheckpointCannotBeReadContinuesWhereTheOperatorSays() {
		MessageStreamContainer container = withGarbage();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> !container.parked().isEmpty());
		container.replayFrom("cnv_1", "msg_0");
		assertThat(this.store.load("all/cnv_1")).extracting(Checkpoint::after).isEqualTo("msg_0");
		assertThat(container.parked()).isEmpty();
		assertThat(source(0).position("cnv_1")).isEqualTo("msg_0");
		container.close().join();
	}

	@Test
	void conversationWhoseCheckpointCannotBeReadNeedsNoMessageToContinue() {
		MessageStreamContainer container = withGarbage();
		assertThatExceptionOfType(InvalidCheckpointException.class).isThrownBy(() -> source(0).position("cnv_1"));
		container.replayFrom("cnv_1", Instant.EPOCH);
		assertThat(source(0).position("cnv_1")).isEqualTo(Instant.EPOCH.toString());
		container.close().join();
	}

	@Test
	void replayOfTheStreamMakesCheckpointsThatCannotBeReadAnew() {
		MessageStreamContainer container = withGarbage();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> !container.parked().isEmpty());
		ManualMessageSource former = source(0);
		container.replayFrom(Instant.EPOCH);
		await().until(() -> source(0) != former);
		assertThat(source(0).position("cnv_1")).isEqualTo(Instant.EPOCH.toString());
		container.close().join();
	}

	@Test
	void shardThatCannotBeReadIsClaimedAnewAndEndsNothing(CapturedOutput output) {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		MessageStreamContainer container = container(SPEC, store);
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> this.store.load("all/cnv_1") != null);
		ManualMessageSource former = source(0);
		store.garbage.add("all#0");
		this.time.advanceUntil(VERIFY_EVERY,
				() -> this.ownership.log.stream().filter("claim all#0"::equals).count() == 2);
		assertThat(container.state()).isNotEqualTo(StreamState.FAILED);
		assertThat(source(1).isCancelled()).isFalse();
		owner("all#0").granted();
		await().until(() -> source(0) != former);
		assertThat(source(0).position("cnv_1")).isEqualTo("msg_1");
		source(0).emit("cnv_1", message("msg_2"));
		await().until(() -> after("all/cnv_1").equals("msg_2"));
		assertThat(container.parked()).isEmpty();
		assertThat(this.events).noneMatch(StreamFailedEvent.class::isInstance);
		assertThat(output.getAll().lines().filter((line) -> line.contains("could not read the checkpoint 'all#0'")))
			.singleElement()
			.asString()
			.contains("ERROR", "Stream 'all'", "replayFrom");
		container.close().join();
	}

	@Test
	void startThatCannotBeReadEndsNothing(CapturedOutput output) {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		this.store.reset("all/cnv_1", new Checkpoint(0, "msg_1", null));
		store.garbage.add("all");
		MessageStreamContainer container = container(SPEC, store);
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		assertThat(source(0).position("cnv_1")).isEqualTo("msg_1");
		assertThat(source(1).position("cnv_2")).isEqualTo(START);
		assertThat(container.state()).isNotEqualTo(StreamState.FAILED);
		assertThat(output.getAll().lines().filter((line) -> line.contains("could not read the checkpoint 'all'")))
			.singleElement()
			.asString()
			.contains("ERROR", "Stream 'all'", START, "replayFrom");
		container.close().join();
	}

	private MessageStreamContainer withGarbage() {
		CheckpointStore corrupt = new CheckpointStoreDecorator(this.store) {

			@Override
			public @Nullable Checkpoint load(String key) {
				Checkpoint stored = super.load(key);
				if (stored != null && stored.after().equals("garbage")) {
					throw new InvalidCheckpointException(key);
				}
				return stored;
			}

		};
		this.store.reset("all/cnv_1", new Checkpoint(1, "garbage", null));
		MessageStreamContainer container = container(SPEC, corrupt);
		open(container);
		owner("all#0").granted();
		await().until(() -> this.sources.containsKey(0));
		return container;
	}

	@Test
	void resumeOpensStreamThatHasFailed() {
		own();
		source(0).fail(new IllegalStateException("Broken"));
		await().until(() -> this.container.state() == StreamState.FAILED);
		this.ownership.owners.clear();
		this.sources.clear();
		this.container.resume();
		awaitClaims();
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> this.store.load("all/cnv_1") != null);
		assertThat(this.container.failure()).isNull();
	}

	@Test
	void streamOfAnotherOwnerStandsByUnlessNobodyCanOwnIt() {
		open(this.container);
		await().until(() -> this.container.state() == StreamState.STANDBY);
		assertThat(this.container.problem()).isNull();
		StreamProblem problem = new StreamProblem(StreamProblem.Cause.CLUSTER, new IllegalStateException("locks"),
				Instant.EPOCH);
		this.ownership.problem = problem;
		this.ownership.owners.values().forEach(StreamOwnership.Owner::problemChanged);
		assertThat(this.container.state()).isEqualTo(StreamState.WAITING);
		assertThat(this.container.problem()).isEqualTo(problem);
		await().until(() -> this.events.contains(new StreamStateChangedEvent("all", "agt_1", StreamState.STANDBY,
				StreamState.WAITING, problem.failure())));
		owner("all#0").granted();
		source(0).emit(null, new StreamEvent.Connected(0));
		await().until(() -> this.container.state() == StreamState.LIVE);
	}

	@Test
	void pausedOnAllInstancesStaysSoAfterRestartUntilAnyInstanceResumesIt(CapturedOutput output) {
		own();
		source(0).emit(null, new StreamEvent.Connected(0));
		source(1).emit(null, new StreamEvent.Connected(0));
		MessageStreamContainer other = container(SPEC);
		other.pauseEverywhere();
		this.time.advanceUntil(VERIFY_EVERY, () -> this.container.state() == StreamState.PAUSED);
		await().until(() -> source(0).isCancelled() && source(1).isCancelled());
		assertThat(output).contains("Stream 'all' is paused on all instances");
		this.container.resume();
		this.container.close().join();
		this.sources.clear();
		MessageStreamContainer next = container(SPEC);
		this.ownership.owners.clear();
		open(next);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		await().until(() -> next.state() == StreamState.PAUSED);
		assertThat(this.sources).isEmpty();
		other.resumeEverywhere();
		this.time.advanceUntil(VERIFY_EVERY, () -> this.sources.size() == 2);
		assertThat(this.store.load("all#paused")).isNull();
		next.close().join();
	}

	@Test
	void pauseOnAllInstancesAndItsEndAreOneLineEachForAllShards(CapturedOutput output) {
		own();
		MessageStreamContainer other = container(SPEC);
		other.pauseEverywhere();
		this.time.advanceUntil(VERIFY_EVERY, () -> this.container.state() == StreamState.PAUSED);
		await().until(() -> source(0).isCancelled() && source(1).isCancelled());
		this.sources.clear();
		other.resumeEverywhere();
		this.time.advanceUntil(VERIFY_EVERY, () -> this.sources.size() == 2);
		assertThat(lines(output, "is paused on all instances")).hasSize(1);
		assertThat(lines(output, "is no longer paused on all instances")).hasSize(1);
	}

	@Test
	void firstTimeThatAgentIsLiveAndItsEndAreOneLineEach(CapturedOutput output) {
		own();
		source(0).emit(null, new StreamEvent.Connected(0));
		source(1).emit(null, new StreamEvent.Connected(0));
		awaitLines(output, 1);
		source(0).emit(null,
				new StreamEvent.Reconnecting(1, Duration.ofSeconds(1), new ApiTimeoutException("Lost", null, true)));
		await().until(() -> this.container.state() == StreamState.WAITING);
		source(0).emit(null, new StreamEvent.Connected(1));
		await().until(() -> this.container.state() == StreamState.LIVE);
		this.container.close().join();
		assertThat(lines(output, " is live: ")).singleElement()
			.asString()
			.contains("INFO")
			.endsWith("Stream 'all' is live: every conversation of agent 'agt_1', concurrency 8, checkpoints in "
					+ "InMemoryCheckpointStore, conversations continuing at their checkpoints, or beginning after "
					+ START);
		assertThat(lines(output, "has stopped")).singleElement()
			.asString()
			.contains("INFO")
			.endsWith("Stream 'all' has stopped");
	}

	@Test
	void lineSaysWhereConversationBeginsContinuesAndStops(CapturedOutput output) {
		StreamSpec spec = StreamSpec.of("one", "agt_1", "cnv_1");
		MessageStreamContainer first = container(spec.after("msg_0"));
		live(first);
		awaitLines(output, 1);
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> after("one").equals("msg_1"));
		first.close().join();
		MessageStreamContainer second = container(spec.after("msg_0"));
		live(second);
		awaitLines(output, 2);
		second.close().join();
		MessageStreamContainer third = container(StreamSpec.of("one", "agt_1", "cnv_1").withAutoStartup(false),
				new InMemoryCheckpointStore());
		live(third);
		awaitLines(output, 3);
		third.close().join();
		assertThat(lines(output, " is live: ")).map((line) -> line.substring(line.indexOf("conversation")))
			.containsExactly(
					"conversation 'cnv_1' of agent 'agt_1', concurrency 1, checkpoints in InMemoryCheckpointStore, "
							+ "beginning after 'msg_0'",
					"conversation 'cnv_1' of agent 'agt_1', concurrency 1, checkpoints in InMemoryCheckpointStore, "
							+ "continuing after 'msg_1'",
					"conversation 'cnv_1' of agent 'agt_1', concurrency 1, checkpoints in InMemoryCheckpointStore, "
							+ "beginning with new messages");
		assertThat(lines(output, "has stopped")).map((line) -> line.substring(line.indexOf("Stream")))
			.containsExactly("Stream 'one' has stopped, and continues after 'msg_1'",
					"Stream 'one' has stopped, and continues after 'msg_1'",
					"Stream 'one' has stopped, and continues after '" + Instant.EPOCH + "'");
	}

	private void live(MessageStreamContainer container) {
		this.ownership.owners.clear();
		this.sources.clear();
		container.open();
		await().until(() -> this.ownership.owners.containsKey("one"));
		owner("one").granted();
		source(0).emit("cnv_1", new StreamEvent.Connected(0));
		await().until(() -> container.state() == StreamState.LIVE);
	}

	// A state that is over is no longer reported.
	private static void awaitLines(CapturedOutput output, int count) {
		await().until(() -> lines(output, " is live: ").size() == count);
	}

	@Test
	void endOfStreamThatHasFailedIsItsErrorAlone(CapturedOutput output) {
		own();
		source(0).fail(new IllegalStateException("Broken"));
		await().until(() -> this.container.state() == StreamState.FAILED);
		this.container.close().join();
		assertThat(lines(output, "has ended: ")).hasSize(1);
		assertThat(lines(output, "has stopped")).isEmpty();
	}

	@Test
	void showsWhatItIsAndHowItIsDoing() {
		assertThat(this.container)
			.hasToString("ManagedStream[name=all, account=default, agentId=agt_1, conversationId=null, state=STOPPED]");
		assertThat(SPEC.toString()).startsWith("StreamSpec[name=all, agentId=agt_1, ")
			.contains("concurrency=8", "shards=2", "maxDelay=PT5M");
	}

	private static List<String> lines(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).toList();
	}

	@Test
	void instanceThatPausesAllPausesAndResumesAtOnce() {
		own();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> this.store.load("all/cnv_1") != null);
		ManualMessageSource first = source(0);
		this.container.pauseEverywhere();
		await().until(() -> this.container.state() == StreamState.PAUSED && first.isCancelled());
		this.container.resumeEverywhere();
		await().until(() -> source(0) != first);
		assertThat(source(0).position("cnv_1")).isEqualTo("msg_1");
	}

	@Test
	void nothingIsReceivedBeforeItIsKnownWhetherTheStreamIsPaused() {
		this.container.pauseEverywhere();
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		store.down = true;
		MessageStreamContainer container = container(SPEC, store);
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		await().until(() -> container.state() == StreamState.WAITING);
		assertThat(Objects.requireNonNull(container.problem()).cause()).isEqualTo(StreamProblem.Cause.CHECKPOINT_STORE);
		store.down = false;
		this.time.advanceUntil(Duration.ofMillis(10), () -> container.state() == StreamState.PAUSED);
		assertThat(this.sources).isEmpty();
		container.close().join();
	}

	@Test
	void numbersSayWhatIsUnderWay() {
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		MessageStreamContainer container = slow(this.store, atWork, goOn);
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		assertThat(container.statistics().oldestMessage()).isNull();
		source(0).emit("cnv_1", message("msg_1"));
		join(atWork);
		StreamStatistics statistics = container.statistics();
		assertThat(statistics.activeDeliveries()).isOne();
		assertThat(statistics.bufferedBytes()).isPositive();
		assertThat(statistics.oldestMessage()).isEqualTo(Instant.EPOCH);
		goOn.countDown();
		await().until(() -> container.statistics().activeDeliveries() == 0);
		assertThat(container.statistics().bufferedBytes()).isZero();
		container.close().join();
	}

	@Test
	void resumeEndsTheWaitForTheStore() {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		store.down = true;
		MessageStreamContainer container = container(StreamSpec.of("one", "agt_1", "cnv_1"), store);
		container.open();
		await().until(() -> this.ownership.owners.containsKey("one"));
		owner("one").granted();
		await().until(() -> container.state() == StreamState.WAITING && container.failure() != null);
		store.down = false;
		container.resume();
		source(0).emit("cnv_1", new StreamEvent.Connected(0));
		await().until(() -> container.state() == StreamState.LIVE);
		container.close().join();
	}

	@Test
	void quietOwnerNoticesThatItIsNoLongerTheOwner() {
		own();
		this.store.reset("all#0", new Checkpoint(9, START, null));
		this.time.advanceUntil(VERIFY_EVERY,
				() -> this.events.contains(new StreamOwnershipChangedEvent("all", "agt_1", 0, false)));
		assertThat(this.container.ownedShards()).containsExactly(1);
		await().until(() -> source(0).isCancelled());
		assertThat(source(1).isCancelled()).isFalse();
	}

	@Test
	void quietStreamSaysThatTheStoreIsDownAndKeepsItsConnection() {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		MessageStreamContainer container = container(StreamSpec.of("one", "agt_1", "cnv_1"), store);
		container.open();
		await().until(() -> this.ownership.owners.containsKey("one"));
		owner("one").granted();
		source(0).emit("cnv_1", new StreamEvent.Connected(0));
		await().until(() -> container.state() == StreamState.LIVE);
		store.down = true;
		this.time.advanceUntil(VERIFY_EVERY, () -> container.state() == StreamState.WAITING);
		store.down = false;
		this.time.advanceUntil(VERIFY_EVERY, () -> container.state() == StreamState.LIVE);
		assertThat(source(0).isCancelled()).isFalse();
		container.close().join();
	}

	@Test
	void outageOfTheStoreIsReportedOnceForAllStreams(CapturedOutput output) {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		store.down = true;
		List<MessageStreamContainer> containers = List.of("one", "two", "three")
			.stream()
			.map((name) -> container(StreamSpec.of(name, "agt_1", "cnv_1"), store))
			.toList();
		containers.forEach((stream) -> {
			stream.open();
			await().until(() -> this.ownership.owners.containsKey(stream.spec().name()));
			owner(stream.spec().name()).granted();
			await().until(() -> stream.state() == StreamState.WAITING && stream.failure() != null);
		});
		assertThat(output.getAll()).containsOnlyOnce("waits for its checkpoint store");
		containers.get(0).close().join();
		assertThat(output.getAll()).doesNotContain("No stream waits for the checkpoint store any more");
		store.down = false;
		containers.forEach(MessageStreamContainer::resume);
		await().until(() -> output.getAll().contains("No stream waits for the checkpoint store any more"));
		containers.forEach((stream) -> stream.close().join());
	}

	@Test
	void staleOwnerClaimsAgainAfterTheLongestWaitOfTheAccount() {
		own();
		this.store.reset("all#0", new Checkpoint(9, START, null));
		this.time.advanceUntil(VERIFY_EVERY, () -> this.ownership.log.contains("close all#0"));
		Duration released = this.time.elapsed();
		this.time.advanceUntil(Duration.ofSeconds(1),
				() -> this.ownership.log.stream().filter("claim all#0"::equals).count() == 2);
		assertThat(this.time.elapsed().minus(released)).isGreaterThanOrEqualTo(RetrySettings.DEFAULTS.maxDelay());
	}

	@Test
	void failsOnErrorsThatAreNotOursBehindWhatArrivedBefore() {
		own();
		IllegalStateException failure = new IllegalStateException("Broken");
		source(0).emit("cnv_1", message("msg_1"));
		source(0).fail(failure);
		await().until(() -> this.events.contains(new StreamFailedEvent("all", "agt_1", failure)));
		assertThat(this.container.state()).isEqualTo(StreamState.FAILED);
		assertThat(this.container.failure()).isSameAs(failure);
		assertThat(this.events.stream().filter((event) -> !(event instanceof StreamStateChangedEvent)).toList())
			.endsWith(this.events.stream().filter(MessageReceivedEvent.class::isInstance).findFirst().orElseThrow(),
					new StreamFailedEvent("all", "agt_1", failure));
		await().until(() -> source(1).isCancelled());
	}

	@Test
	void ownerWhoseClaimIsOverHandsNothingOverAndTakesNothingOver() {
		own();
		long epoch = Objects.requireNonNull(this.store.load("all#0")).epoch();
		this.ownership.valid = false;
		ManualMessageSource frozen = source(0);
		frozen.emit("cnv_1", message("msg_1"));
		await().until(frozen::isCancelled);
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.events).noneMatch(MessageReceivedEvent.class::isInstance);
		assertThat(Objects.requireNonNull(this.store.load("all#0")).epoch()).isEqualTo(epoch);
		this.ownership.valid = true;
		this.time.advanceUntil(Duration.ofMillis(100), () -> source(0) != frozen);
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> this.store.load("all/cnv_1") != null);
	}

	@Test
	void ownerWhoseClaimIsOverHandsNoDeadLetterOver() {
		List<Object> given = new CopyOnWriteArrayList<>();
		MessageStreamContainer container = container(SPEC.withDelivery(DeliverySettings.DEFAULTS.withMaxAttempts(1)),
				environment(this.store, (event) -> {
					given.add(event);
					if (event instanceof MessageReceivedEvent) {
						this.ownership.valid = false;
						throw new IllegalStateException("Failed while the process was frozen");
					}
				}));
		open(container);
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		await().until(() -> source(0).isCancelled());
		this.ownership.valid = true;
		container.close().join();
		assertThat(given).hasAtLeastOneElementOfType(MessageReceivedEvent.class)
			.noneMatch(MessageDeliveryFailedEvent.class::isInstance);
		assertThat(this.store.load("all/cnv_1")).isNull();
	}

	@Test
	void ownerWhoseClaimIsOverDeliversNothingAgainAfterAnOutageOfItsTransactions() {
		AtomicInteger attempts = new AtomicInteger();
		MessageStreamContainer container = container(SPEC, environment(this.store, (event) -> {
			if (event instanceof MessageReceivedEvent) {
				attempts.incrementAndGet();
				this.ownership.valid = false;
				throw new CheckpointStoreException(new IllegalStateException("No transaction while it was frozen"));
			}
		}));
		open(container);
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		this.time.advanceUntil(Duration.ofMillis(100), () -> source(0).isCancelled());
		container.close().join();
		assertThat(attempts).hasValue(1);
	}

	@Test
	void closingFinishesWhatListenersHaveBegunAndNothingElse() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch atWork = new CountDownLatch(1);
		MessageStreamContainer container = slow(this.store, atWork, goOn);
		open(container);
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		source(0).emit("cnv_1", message("msg_2"));
		join(atWork);
		CompletableFuture<Void> ended = container.close();
		assertThat(source(0).isCancelled()).isTrue();
		assertThat(ended).isNotDone();
		goOn.countDown();
		await().until(ended::isDone);
		assertThat(after("all/cnv_1")).isEqualTo("msg_1");
	}

	@Test
	void closingDeliversAndAcknowledgesWhatIsHereBeforeTheClaimIsGivenBack() {
		this.shutdown = ListenerShutdown.DRAIN;
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch atWork = new CountDownLatch(1);
		CheckpointStore logging = new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				MessageStreamContainerTests.this.ownership.log.add(key + " at " + next.after());
				return super.advance(key, expected, next);
			}

		};
		MessageStreamContainer container = slow(logging, atWork, goOn);
		open(container);
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		source(0).emit("cnv_1", message("msg_2"));
		join(atWork);
		CompletableFuture<Void> ended = container.close();
		assertThat(source(0).isCancelled()).isTrue();
		assertThat(ended).isNotDone();
		goOn.countDown();
		await().until(ended::isDone);
		assertThat(this.ownership.log).containsSubsequence("all/cnv_1 at msg_1", "all/cnv_1 at msg_2", "close all#0");
	}

	@Test
	void replayOfFailedStreamWaitsForListenersThatAreStillAtWork() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch atWork = new CountDownLatch(1);
		MessageStreamContainer container = slow(this.store, atWork, goOn);
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		source(1).emit("cnv_1", message("msg_1"));
		join(atWork);
		source(0).fail(new IllegalStateException("Broken"));
		await().until(() -> container.state() == StreamState.FAILED && this.ownership.log.contains("close all#0"));
		int claims = this.ownership.log.size();
		container.replayFrom(Instant.EPOCH);
		await().during(Duration.ofMillis(200)).until(() -> this.ownership.log.size() == claims);
		CompletableFuture<Void> ended = container.close();
		assertThat(ended).isNotDone();
		goOn.countDown();
		await().until(ended::isDone);
		assertThat(this.ownership.log).contains("close all#1");
	}

	@Test
	void abortInterruptsListenersOfBeforeTheReplayAsWell() {
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		MessageStreamContainer container = container(SPEC, environment(this.store, (event) -> {
			if (event instanceof MessageReceivedEvent) {
				atWork.countDown();
				try {
					new CountDownLatch(1).await(1, TimeUnit.MINUTES);
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			}
		}));
		open(container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		source(1).emit("cnv_1", message("msg_1"));
		join(atWork);
		source(0).fail(new IllegalStateException("Broken"));
		await().until(() -> container.state() == StreamState.FAILED);
		container.replayFrom(Instant.EPOCH);
		CompletableFuture<Void> ended = container.close();
		container.abort();
		join(interrupted);
		await().until(ended::isDone);
	}

	@Test
	void tellsOfEventThatCannotBeUsedUnlessItsTypeIsNew(CapturedOutput output) {
		own();
		source(0).emit("cnv_1", new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, "msg_1"));
		source(0).emit("cnv_1", new StreamEvent.Skipped(Reason.MALFORMED, "msg_2"));
		source(0).emit("cnv_2", new StreamEvent.Skipped(Reason.TOO_LARGE, null));
		assertThat(output)
			.contains("Stream 'all' has skipped an event of conversation 'cnv_1' that it cannot use (MALFORMED); "
					+ "its id: msg_2")
			.contains("conversation 'cnv_2' that it cannot use (TOO_LARGE)")
			.doesNotContain("UNKNOWN_TYPE");
	}

	@Test
	void outOfMemoryIsFailureOfTheMessageAndNothingMore() {
		AtomicBoolean enough = new AtomicBoolean();
		MessageStreamContainer container = container(SPEC, environment(this.store, (event) -> {
			if (event instanceof MessageReceivedEvent received && received.conversationId().equals("cnv_1")
					&& !enough.get()) {
				throw new OutOfMemoryError("Simulated");
			}
		}));
		open(container);
		owner("all#0").granted();
		source(0).emit("cnv_1", message("msg_1"));
		source(0).emit("cnv_2", message("msg_2"));
		await().until(() -> this.store.load("all/cnv_2") != null && container.parked().size() == 1);
		assertThat(container.state()).isNotEqualTo(StreamState.FAILED);
		assertThat(this.store.load("all/cnv_1")).isNull();
		enough.set(true);
		this.time.advanceUntil(Duration.ofMillis(100), () -> this.store.load("all/cnv_1") != null);
		container.close().join();
	}

	@Test
	void storeThatWasEmptiedIsFilledByAllShardsAndReportedOnce(CapturedOutput output) {
		own();
		source(0).emit("cnv_1", message("msg_1"));
		source(1).emit("cnv_2", message("msg_2"));
		List<String> keys = List.of("all", "all#0", "all#1", "all/cnv_1", "all/cnv_2");
		await().until(() -> keys.stream().allMatch((key) -> this.store.load(key) != null));
		keys.forEach((key) -> this.store.delete(key, Objects.requireNonNull(this.store.load(key))));
		this.time.advanceUntil(Duration.ofSeconds(1),
				() -> keys.stream().allMatch((key) -> this.store.load(key) != null));
		assertThat(output.getAll().lines().filter((line) -> line.contains(" ERROR "))).singleElement()
			.asString()
			.contains("Stream 'all' found that its checkpoint store has lost what was written");
		assertThat(after("all/cnv_1")).isEqualTo("msg_1");
		assertThat(after("all/cnv_2")).isEqualTo("msg_2");
	}

	@Test
	void streamThatIsPausedEverywhereStaysPausedWhenTheStoreIsEmptied() {
		own();
		this.container.pauseEverywhere();
		await().until(() -> this.container.state() == StreamState.PAUSED);
		List<String> keys = List.of("all", "all#0", "all#1", "all#paused");
		keys.forEach((key) -> this.store.delete(key, Objects.requireNonNull(this.store.load(key))));
		this.sources.clear();
		this.time.advanceUntil(Duration.ofSeconds(1),
				() -> keys.stream().allMatch((key) -> this.store.load(key) != null));
		this.time.advance(VERIFY_EVERY.multipliedBy(2));
		assertThat(this.container.state()).isEqualTo(StreamState.PAUSED);
		assertThat(this.sources).isEmpty();
		this.container.resumeEverywhere();
		await().until(() -> this.sources.size() == 2);
		assertThat(this.store.load("all#paused")).isNull();
	}

	private void open(MessageStreamContainer container) {
		container.open();
		awaitClaims();
	}

	private void awaitClaims() {
		await().until(() -> this.ownership.owners.keySet().containsAll(List.of("all#0", "all#1")));
	}

	private MessageStreamContainer slow(CheckpointStore store, CountDownLatch atWork, CountDownLatch goOn) {
		return container(SPEC, environment(store, (event) -> {
			if (event instanceof MessageReceivedEvent) {
				atWork.countDown();
				join(goOn);
			}
		}));
	}

	private void own() {
		open(this.container);
		this.ownership.owners.values().forEach(StreamOwnership.Owner::granted);
		source(0);
		source(1);
	}

	private StreamOwnership.Owner owner(String key) {
		return Objects.requireNonNull(this.ownership.owners.get(key));
	}

	private ManualMessageSource source(int shard) {
		await().until(() -> this.sources.containsKey(shard));
		return Objects.requireNonNull(this.sources.get(shard));
	}

	private String after(String key) {
		return Objects.requireNonNull(this.store.load(key)).after();
	}

	private MessageStreamContainer container(StreamSpec spec) {
		return container(spec, this.store);
	}

	private MessageStreamContainer container(StreamSpec spec, CheckpointStore store) {
		return container(spec, environment(store, this.events::add));
	}

	private static MessageStreamContainer container(StreamSpec spec, StreamInfrastructure environment) {
		return new MessageStreamContainer(spec, environment, new StreamThreads(spec.name(), false, null), (stopped) -> {
		}, CompletableFuture.completedFuture(null));
	}

	private StreamInfrastructure environment(CheckpointStore store, Consumer<Object> listener) {
		return new StreamInfrastructure(
				(spec, shard) -> new ManualMessageSource((source) -> this.sources.put(shard, source)), store,
				this.ownership, listener::accept, ManualListeners.of(listener), null,
				new DeliveryObservation(ObservationRegistry.NOOP, null), List::of,
				(account) -> RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)), VERIFY_EVERY,
				this.time.source(), false, this.shutdown, this.outages);
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
	}

	private static void join(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static StreamEvent message(String id) {
		return new StreamEvent.Message(
				new StreamMessage(id, "cnv", MessageRole.ASSISTANT, "text", "text", Instant.EPOCH, Map.of()));
	}

}
