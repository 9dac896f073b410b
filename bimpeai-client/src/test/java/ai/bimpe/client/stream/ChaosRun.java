package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.Chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many streams of numbered messages through a server that misbehaves at random.
 */
final class ChaosRun implements AutoCloseable {

	static final int STREAMS = 50;

	static final int MESSAGES = 2_000;

	/** A busy machine needs several times the usual ten to twenty seconds. */
	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private final long seed;

	private final Simulator simulator;

	private final ReactiveBimpeAI client;

	private final Fault ticketFault;

	private final Fault streamFault;

	private final List<ChaosStream> streams = new ArrayList<>();

	ChaosRun(long seed) {
		this.seed = seed;
		this.simulator = Simulator.builder()
			.idSeed(seed)
			.answering(false)
			.withoutRateLimits()
			.heartbeatInterval(Duration.ofMillis(100))
			.start();
		this.client = ReactiveBimpeAI.builder()
			.apiKey(this.simulator.apiKey())
			.baseUrl(this.simulator.baseUrl())
			.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(50)))
			.build();
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		for (int i = 0; i < STREAMS; i++) {
			this.streams.add(new ChaosStream(agent.newConversation()));
		}
		this.ticketFault = this.simulator.on("issueStreamTicket").chaos(Chaos.seed(seed).refusing(0.1));
		this.streamFault = this.simulator.on("streamMessages")
			.chaos(Chaos.seed(seed)
				.refusing(0.1)
				.expiring(0.1)
				.replaying(0.3)
				.dropping(0.004)
				.ending(0.004)
				.stalling(0.0005)
				.truncating(0.004)
				.duplicating(0.05)
				.splitting(0.05)
				.pausing(0.1));
	}

	/**
	 * Send everything, wait until everything has come, and compare.
	 * @return what happened
	 */
	Outcome run() {
		long start = System.nanoTime();
		this.streams.forEach((stream) -> stream.listen(this.client));
		for (int i = 0; i < MESSAGES; i++) {
			String text = "message " + i;
			this.streams.forEach((stream) -> stream.say(text));
		}
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.streams)
				.allSatisfy((stream) -> assertThat(stream.isOver(MESSAGES)).isTrue()));
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		this.streams.forEach(ChaosStream::verify);
		return new Outcome(this.seed, this.streams.stream().mapToLong(ChaosStream::count).sum(), strikes(),
				this.streams.stream().mapToLong(ChaosStream::reconnects).sum(), time);
	}

	private Map<Chaos.Kind, Integer> strikes() {
		Map<Chaos.Kind, Integer> strikes = new EnumMap<>(Chaos.Kind.class);
		Stream.of(this.ticketFault, this.streamFault)
			.forEach((fault) -> fault.strikes().forEach((kind, count) -> strikes.merge(kind, count, Integer::sum)));
		return strikes;
	}

	@Override
	public void close() {
		this.streams.forEach(ChaosStream::stop);
		this.client.close();
		this.simulator.close();
	}

	/**
	 * What happened in a run.
	 *
	 * @param seed the seed
	 * @param messages how many messages arrived
	 * @param strikes how often each kind of fault struck
	 * @param reconnects how often a stream reconnected
	 * @param time from the first connection to the last message
	 */
	record Outcome(long seed, long messages, Map<Chaos.Kind, Integer> strikes, long reconnects, Duration time) {

		@Override
		public String toString() {
			return "Chaos with seed " + this.seed + ": " + this.messages + " messages, " + this.reconnects
					+ " reconnects, " + this.time.toMillis() + " ms, faults " + this.strikes;
		}

	}

}
