package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.support.Stalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three instances of {@link LedgerApplication} on one store, the clock of one of them
 * ahead. Customers write at a steady rate while one fault follows the other, each as soon
 * as the one before is overcome.
 */
final class LedgerRun {

	/**
	 * The instance whose clock is ahead. Its locks in a database outlive it by as much.
	 */
	static final int AHEAD = 2;

	static final Duration AHEAD_BY = Duration.ofMinutes(5);

	private static final int INSTANCES = 3;

	private static final int SHARDS = 6;

	private static final int CONCURRENCY = 12;

	private static final int CONVERSATIONS = 40;

	private static final int MESSAGES_A_CONVERSATION = 150;

	private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(20);

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final List<SimulatedConversation> conversations = new ArrayList<>();

	private final ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();

	private final List<LedgerProcess> processes = new CopyOnWriteArrayList<>();

	private final List<Fault> faults = new ArrayList<>();

	private final Stalls stalls = new Stalls();

	private final long startNanos = System.nanoTime();

	private final Instant startInstant = Instant.now();

	private final Duration lease;

	private final Duration outage;

	private final Path directory;

	private final Ledger ledger;

	private final LedgerStore store;

	private int launched;

	private int messages;

	/**
	 * Prepare a run. The store is started.
	 * @param store as {@code bimpeai.checkpoints.store} names it
	 * @param lease the lease of the instances
	 * @param outage how long listeners are out of service
	 * @param directory where files may be written
	 * @throws IOException when the store does not start
	 */
	LedgerRun(String store, Duration lease, Duration outage, Path directory) throws IOException {
		this.lease = lease;
		this.outage = outage;
		this.directory = directory;
		this.ledger = new Ledger(directory);
		this.store = LedgerStore.start(store, directory);
		for (int i = 0; i < CONVERSATIONS; i++) {
			this.conversations.add(this.agent.newConversation());
		}
	}

	/**
	 * Run.
	 * @param time after which no other round of faults is begun; there is at least one
	 * @return what it came to
	 * @throws Exception when it could not be run, or does not come to an end
	 */
	LedgerResult run(Duration time) throws Exception {
		for (int i = 0; i < INSTANCES; i++) {
			launch();
		}
		await().atMost(PATIENCE).until(this::isShared);
		ScheduledFuture<?> writing = this.customers.scheduleAtFixedRate(this::write, 0, BETWEEN_MESSAGES.toMillis(),
				TimeUnit.MILLISECONDS);
		await().atMost(PATIENCE).until(this::allHaveNoted);
		do {
			killProcess();
			freezeProcess();
			stopStore();
			failListeners();
			emptyStore();
		}
		while (System.nanoTime() - this.startNanos < time.toNanos());
		writing.cancel(false);
		this.customers.shutdown();
		assertThat(this.customers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		awaitAllNoted("the end");
		for (LedgerProcess process : this.processes) {
			assertThat(process.stop()).isTrue();
		}
		return new LedgerResult(this.store.name(), Duration.ofNanos(System.nanoTime() - this.startNanos), this.lease,
				this.messages, this.conversations.size(), this.faults,
				new LedgerCheck(this.ledger.written(), this.ledger.entries(), this.faults),
				this.stalls.spoil(this.lease.multipliedBy(5)));
	}

	/**
	 * Return how far the clock of a process was ahead of that of the machine.
	 * @param process the number of the process
	 * @return the difference, by the first message that it has noted
	 * @throws IOException when its file cannot be read
	 */
	Duration ahead(int process) throws IOException {
		LedgerEntry first = this.ledger.entries()
			.stream()
			.filter((entry) -> entry.process() == process)
			.findFirst()
			.orElseThrow();
		return Duration.between(this.startInstant.plusNanos(first.nanos() - this.startNanos), first.instant());
	}

	private void write() {
		if (this.messages % MESSAGES_A_CONVERSATION == 0) {
			this.conversations.add(this.agent.newConversation());
		}
		this.ledger.write(this.conversations.get(this.messages % this.conversations.size()));
		this.messages++;
	}

	private void launch() throws IOException {
		String stream = "--bimpeai.streams.desk.";
		List<String> arguments = new ArrayList<>(List.of("--bimpeai.api-key=" + this.simulator.apiKey(),
				"--bimpeai.base-url=" + this.simulator.baseUrl(), "--bimpeai.retry.max-delay=1s",
				"--bimpeai.cluster.enabled=true", "--bimpeai.cluster.lease=" + this.lease.toMillis() + "ms",
				stream + "agent-id=" + this.agent.id(), stream + "shards=" + SHARDS,
				stream + "concurrency=" + CONCURRENCY, stream + "max-live=120", stream + "poll-interval=500ms",
				stream + "requests-per-minute=6000", stream + "delivery.initial-delay=100ms",
				stream + "delivery.max-delay=1s", "--spring.application.name=ledger", "--spring.main.banner-mode=off",
				"--ledger.closed=" + closed()));
		arguments.addAll(this.store.arguments());
		int number = this.launched++;
		List<String> options = (number == AHEAD) ? AheadClock.options(this.directory, AHEAD_BY) : List.of();
		this.processes.add(new LedgerProcess(number, options, arguments, this.ledger.newFile()));
	}

	private Path closed() {
		return this.directory.resolve("closed");
	}

	private void killProcess() throws Exception {
		LedgerProcess victim = victims().get(0);
		this.processes.remove(victim);
		int inFlight = inFlight(victim.shards().size());
		long begin = System.nanoTime();
		victim.kill();
		launch();
		overcome(Fault.Kind.KILLED, victim.number(), inFlight, begin);
	}

	private void freezeProcess() throws Exception {
		LedgerProcess victim = victims().get(0);
		int inFlight = inFlight(victim.shards().size());
		long begin = System.nanoTime();
		victim.freeze();
		pass(this.lease.multipliedBy(3));
		long end = System.nanoTime();
		victim.thaw();
		pass(this.lease);
		overcome(new Fault(Fault.Kind.FROZEN, victim.number(), inFlight, begin, end));
	}

	private void stopStore() throws Exception {
		long begin = System.nanoTime();
		this.store.stop();
		pass(this.lease.multipliedBy(2));
		this.store.restart();
		pass(this.lease);
		overcome(Fault.Kind.STORE_STOPPED, Fault.ALL, CONCURRENCY, begin);
	}

	private void failListeners() throws Exception {
		long begin = System.nanoTime();
		Files.createFile(closed());
		pass(this.outage);
		Files.delete(closed());
		overcome(Fault.Kind.LISTENERS_FAILING, Fault.ALL, 0, begin);
	}

	private void emptyStore() throws Exception {
		long begin = System.nanoTime();
		this.store.empty();
		pass(this.lease);
		overcome(Fault.Kind.STORE_EMPTIED, Fault.ALL, CONCURRENCY, begin);
	}

	private void overcome(Fault.Kind kind, int process, int inFlight, long begin) {
		overcome(new Fault(kind, process, inFlight, begin, System.nanoTime()));
	}

	private void overcome(Fault fault) {
		this.faults.add(fault);
		String when = fault.kind().description();
		await(when).atMost(PATIENCE).until(this::isShared);
		awaitAllNoted(when);
	}

	private void awaitAllNoted(String when) {
		Set<String> messages = this.ledger.messages();
		await(when).atMost(PATIENCE).until(() -> this.ledger.isNoted(messages));
	}

	private List<LedgerProcess> victims() {
		return this.processes.stream().filter((process) -> process.number() != AHEAD).toList();
	}

	private static int inFlight(int shards) {
		return shards * (CONCURRENCY / SHARDS);
	}

	private boolean isShared() {
		Set<Integer> owned = new HashSet<>();
		for (LedgerProcess process : this.processes) {
			Set<Integer> shards = process.shards();
			if (shards.size() != SHARDS / INSTANCES || !owned.addAll(shards)) {
				return false;
			}
		}
		return owned.size() == SHARDS;
	}

	private boolean allHaveNoted() throws IOException {
		return this.ledger.entries().stream().map(LedgerEntry::process).distinct().count() == INSTANCES;
	}

	private static void pass(Duration time) {
		await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
	}

	/**
	 * End what is still running.
	 * @throws IOException when the store does not end
	 * @throws InterruptedException when the thread is interrupted
	 */
	void close() throws IOException, InterruptedException {
		this.customers.shutdownNow();
		for (LedgerProcess process : this.processes) {
			process.kill();
		}
		this.simulator.close();
		this.store.close();
		this.stalls.close();
	}

}
