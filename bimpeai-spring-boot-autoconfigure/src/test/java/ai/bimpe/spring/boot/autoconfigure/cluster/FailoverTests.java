package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.support.Postgres;
import ai.bimpe.spring.stream.support.Stalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a cluster of three processes on one PostgreSQL, one of which is killed.
 */
class FailoverTests {

	private static final int STREAMS = 20;

	private static final int MOST_ON_THE_WAY = 50 * STREAMS;

	/**
	 * A process that gets no time for a lease loses what it owns: then, and only then, it
	 * is tried with a longer one.
	 */
	private static final List<Duration> LEASES = Stream.of(3, 6, 12, 24).map(Duration::ofSeconds).toList();

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final Map<String, SimulatedConversation> conversations = new LinkedHashMap<>();

	private final Map<String, List<String>> sent = new ConcurrentHashMap<>();

	private final CheckpointLog checkpoints = new CheckpointLog();

	private final List<String> arguments = new ArrayList<>();

	private final List<FailoverProcess> processes = new CopyOnWriteArrayList<>();

	private ScheduledExecutorService flow = Executors.newSingleThreadScheduledExecutor();

	@BeforeEach
	void start() {
		this.checkpoints.start();
	}

	private void configure(Duration lease) {
		this.arguments.addAll(List.of("--bimpeai.api-key=" + this.simulator.apiKey(),
				"--bimpeai.base-url=" + this.simulator.baseUrl(), "--bimpeai.cluster.enabled=true",
				"--bimpeai.cluster.name=" + UUID.randomUUID(), "--bimpeai.cluster.lease=" + lease.toSeconds() + "s",
				"--bimpeai.checkpoints.store=jdbc", "--bimpeai.checkpoints.jdbc.initialize-schema=always",
				"--spring.datasource.username=postgres", "--spring.main.banner-mode=off"));
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		for (int i = 0; i < STREAMS; i++) {
			SimulatedConversation conversation = agent.newConversation();
			String stream = "stream-" + lease.toSeconds() + "-" + i;
			this.conversations.put(stream, conversation);
			this.sent.put(stream, new CopyOnWriteArrayList<>());
			this.arguments.addAll(List.of("--bimpeai.streams." + stream + ".agent-id=" + agent.id(),
					"--bimpeai.streams." + stream + ".conversation-id=" + conversation.id(),
					"--bimpeai.streams." + stream + ".after=" + Instant.EPOCH));
		}
	}

	@AfterEach
	void stop() throws InterruptedException {
		reset();
		this.simulator.close();
		this.checkpoints.stop();
	}

	private void reset() throws InterruptedException {
		this.flow.shutdownNow();
		for (FailoverProcess process : this.processes) {
			process.kill();
		}
		this.flow = Executors.newSingleThreadScheduledExecutor();
		this.processes.clear();
		this.conversations.clear();
		this.sent.clear();
		this.arguments.clear();
	}

	@Test
	void nothingIsLostWhenAnInstanceIsKilled() throws Exception {
		Iterator<Duration> leases = LEASES.iterator();
		Failover failover = failover(leases.next());
		while (failover.isSpoilt() && !failover.isAsPromised() && leases.hasNext()) {
			reset();
			failover = failover(leases.next());
		}
		assertThat(failover.inFlight()).containsAll(failover.doubles());
		assertThat(failover.takeOver()).isLessThan(failover.limit());
	}

	private Failover failover(Duration lease) throws Exception {
		try (Stalls stalls = new Stalls()) {
			return failover(lease, stalls);
		}
	}

	private Failover failover(Duration lease, Stalls stalls) throws Exception {
		configure(lease);
		FailoverProcess victim = launch();
		FailoverProcess second = launch();
		FailoverProcess third = launch();
		await().atMost(PATIENCE).until(() -> areBalanced(victim, second, third));
		ScheduledFuture<?> unused = this.flow.scheduleAtFixedRate(this::sendToAll, 0, 100, TimeUnit.MILLISECONDS);
		await().atMost(PATIENCE).until(() -> victim.received().size() >= 100);

		Set<String> orphans = Set.copyOf(victim.owned());
		assertThat(orphans).isNotEmpty();
		long killed = System.nanoTime();
		victim.kill();
		await().atMost(PATIENCE).until(() -> union(second, third).containsAll(orphans));
		Duration takeOver = takeOver(orphans, killed, second, third);

		FailoverProcess fourth = launch();
		await().atMost(PATIENCE).until(() -> areBalanced(second, third, fourth));
		await().atMost(PATIENCE).until(() -> fourth.received().size() >= 50);
		this.flow.shutdown();
		assertThat(this.flow.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(missing()).isEmpty());
		assertThat(List.of(second.stop(), third.stop(), fourth.stop())).containsOnly(true);
		checkpointsHaveOneWriterAndNeverMoveBack();

		Failover failover = new Failover(lease, stalls.spoil(lease), takeOver, inFlightOf(victim), doubles());
		System.out.printf(
				"Failover: %d messages, none lost, %d doubles; %d streams taken over after %d ms (lease %d ms)%n",
				allSent().size(), failover.doubles().size(), orphans.size(), takeOver.toMillis(), lease.toMillis());
		return failover;
	}

	private FailoverProcess launch() throws IOException {
		List<String> arguments = new ArrayList<>(this.arguments);
		arguments.add("--spring.datasource.url=jdbc:postgresql://localhost:" + Postgres.port()
				+ "/postgres?ApplicationName=instance-" + this.processes.size());
		FailoverProcess process = new FailoverProcess(arguments);
		this.processes.add(process);
		return process;
	}

	// A slow machine gets as many messages as it can take.
	private void sendToAll() {
		int received = this.processes.stream().mapToInt((process) -> process.received().size()).sum();
		if (allSent().size() - received < MOST_ON_THE_WAY) {
			sendToEach();
		}
	}

	private void sendToEach() {
		this.conversations.forEach((stream, conversation) -> Objects.requireNonNull(this.sent.get(stream))
			.add(conversation.receives("Hi").id()));
	}

	private static boolean areBalanced(FailoverProcess... processes) {
		int owned = 0;
		for (FailoverProcess process : processes) {
			int share = process.owned().size();
			owned += share;
			if (share < STREAMS / processes.length || share > STREAMS / processes.length + 1) {
				return false;
			}
		}
		return owned == STREAMS;
	}

	private static Set<String> union(FailoverProcess... processes) {
		Set<String> owned = new HashSet<>();
		for (FailoverProcess process : processes) {
			owned.addAll(process.owned());
		}
		return owned;
	}

	private static Duration takeOver(Set<String> orphans, long killed, FailoverProcess... processes) {
		long last = killed;
		for (FailoverProcess process : processes) {
			for (FailoverProcess.Line line : process.lines()) {
				if (line.word().equals("GRANTED") && orphans.contains(line.stream()) && line.time() > killed) {
					last = Math.max(last, line.time());
				}
			}
		}
		return Duration.ofNanos(last - killed);
	}

	private Set<String> allSent() {
		return this.sent.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
	}

	private Set<String> missing() {
		Set<String> missing = new HashSet<>(allSent());
		missing.removeAll(deliveries().keySet());
		return missing;
	}

	private Map<String, Long> deliveries() {
		return this.processes.stream()
			.flatMap((process) -> process.received().stream())
			.collect(Collectors.groupingBy(FailoverProcess.Line::message, Collectors.counting()));
	}

	private Set<String> doubles() {
		return deliveries().entrySet()
			.stream()
			.filter((delivery) -> delivery.getValue() > 1)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private static Collection<String> inFlightOf(FailoverProcess process) {
		return process.received()
			.stream()
			.collect(Collectors.toMap(FailoverProcess.Line::stream, FailoverProcess.Line::message, (a, b) -> b))
			.values();
	}

	private void checkpointsHaveOneWriterAndNeverMoveBack() {
		Map<String, String> writers = new HashMap<>();
		Map<String, CheckpointLog.Write> last = new HashMap<>();
		Map<String, Map<String, Integer>> positions = this.sent.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> positions(entry.getValue())));
		List<CheckpointLog.Write> writes = this.checkpoints.writes()
			.stream()
			.filter((write) -> positions.containsKey(write.stream()))
			.toList();
		assertThat(writes).hasSizeGreaterThan(allSent().size());
		for (CheckpointLog.Write write : writes) {
			assertThat(writers.putIfAbsent(write.stream() + " " + write.epoch(), write.writer())).isIn(null,
					write.writer());
			CheckpointLog.Write before = last.put(write.stream(), write);
			if (before != null) {
				assertThat(write.epoch()).isBetween(before.epoch(), before.epoch() + 1);
				Map<String, Integer> order = Objects.requireNonNull(positions.get(write.stream()));
				assertThat(order.getOrDefault(write.after(), -1)).as("%s after %s", write, before)
					.isGreaterThanOrEqualTo(order.getOrDefault(before.after(), -1));
			}
		}
	}

	private static Map<String, Integer> positions(List<String> ids) {
		return ids.stream().collect(Collectors.toMap(Function.identity(), ids::indexOf));
	}

	/**
	 * What an outage came to.
	 *
	 * @param lease how long an instance may be silent
	 * @param isSpoilt whether the machine stalled
	 * @param takeOver from the kill to the last stream that another instance owned
	 * @param inFlight the last message of each stream of the victim
	 * @param doubles what was delivered more than once
	 */
	private record Failover(Duration lease, boolean isSpoilt, Duration takeOver, Collection<String> inFlight,
			Set<String> doubles) {

		private boolean isAsPromised() {
			return this.inFlight.containsAll(this.doubles) && this.takeOver.compareTo(limit()) < 0;
		}

		// Promised within a lease and a third. The rest is for machines that are busy
		// with other things.
		private Duration limit() {
			return this.lease.plus(this.lease.dividedBy(3)).plus(this.lease);
		}

	}

}
