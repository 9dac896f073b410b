package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ai.bimpe.benchmarks.delivery.ConsumerType;
import ai.bimpe.benchmarks.delivery.ThreadKind;

/**
 * The tables of managed streams beside the plain {@code Flux} and Spring Kafka.
 */
final class ManagedTables {

	private static final String BASELINES = """
			The listener does nothing but count. The managed stream is at its defaults (concurrency 8, or 1 of one \
			conversation), calls an `@EventListener` method, and moves a checkpoint in memory. The plain `Flux` calls a \
			method reference on the event loop, and acknowledges nothing. Spring Kafka is a \
			`ConcurrentMessageListenerContainer` with a `MessageListener`, 8 partitions and threads (1 for one \
			conversation), at the defaults of consumer and container: a poll fetches up to 500 messages, `JacksonJsonDeserializer` reads \
			each into a record, and the offsets are committed synchronously to the broker, once for the messages of a \
			poll (`BATCH`) or after each message (`RECORD`). Stub server and broker run in processes of their own that are \
			not counted. Nothing is observed.""";

	private static final String SLOW = "slow-1000";

	private static final List<Work> CONSUMERS = List.of(
			new Work("consume-1", "One conversation at full speed: CPU from socket to acknowledged", false),
			new Work("consume-1000", "1,000 conversations at full speed: CPU from socket to acknowledged", false),
			new Work(SLOW, "1,000 conversations, 1,000 messages a second over all: CPU from socket to acknowledged",
					true));

	private static final List<Latency> LATENCIES = List.of(new Latency(0, 8), new Latency(10, 64),
			new Latency(100, 1000));

	private static final String CPU = "cpuMicros";

	private ManagedTables() {
	}

	static Stream<String> markdown(Figures figures) {
		return Stream.concat(latency(figures).stream(),
				CONSUMERS.stream()
					.filter((work) -> figures.has(work.name, ConsumerType.MANAGED.name()))
					.map((work) -> consumers(figures, work)));
	}

	private static Optional<String> latency(Figures figures) {
		if (LATENCIES.stream().noneMatch((latency) -> figures.has(latency.work()))) {
			return Optional.empty();
		}
		MarkdownTable table = new MarkdownTable("From the server's write to the listener's start",
				"""
						1,000 conversations, 1,000 messages a second over all of them. The server writes the monotonic clock of \
						the operating system into each message, which is the same in all processes of a machine, just before it \
						writes the message; the listener reads it first of all.""",
				List.of("listener, ms", "concurrency", "delivered by", "p50, µs", "p99, µs", "CPU a message, µs"));
		row(table, figures, SLOW, ConsumerType.FLUX.name(), List.of("0", "", ConsumerType.FLUX.label()));
		for (Latency latency : LATENCIES) {
			for (ThreadKind threads : ThreadKind.values()) {
				row(table, figures, latency.work(), threads.name(), List.of(Integer.toString(latency.millis),
						Integer.toString(latency.concurrency), "managed stream, " + threads.label() + " threads"));
			}
		}
		return Optional.of(table.text());
	}

	private static void row(MarkdownTable table, Figures figures, String work, String contestant, List<String> what) {
		if (figures.has(work, contestant)) {
			List<String> cells = new ArrayList<>(what);
			cells.add(Figures.summary(figures.values(work, contestant, "p50Micros"), 0));
			cells.add(Figures.summary(figures.values(work, contestant, "p99Micros"), 0));
			cells.add(Figures.summary(figures.values(work, contestant, CPU), 1));
			table.row(cells);
		}
	}

	private static String consumers(Figures figures, Work work) {
		MarkdownTable table = new MarkdownTable(work.title, work.equals(CONSUMERS.get(0)) ? BASELINES : "",
				List.of("", "CPU a message, µs", "to Flux", "to Kafka, commit a poll", "garbage a message, bytes",
						work.percentiles ? "p50, µs" : "messages a second",
						work.percentiles ? "p99, µs" : "server, % of a core"));
		Arrays.stream(ConsumerType.values())
			.filter((consumer) -> figures.has(work.name, consumer.name()))
			.forEach((consumer) -> table
				.row(List.of(consumer.label(), Figures.summary(figures.values(work.name, consumer.name(), CPU), 2),
						ratio(figures, work, consumer, ConsumerType.FLUX),
						ratio(figures, work, consumer, ConsumerType.KAFKA_BATCH),
						Figures.summary(figures.values(work.name, consumer.name(), "allocatedBytes"), 0),
						Figures.summary(figures.values(work.name, consumer.name(),
								work.percentiles ? "p50Micros" : "perSecond"), 0),
						Figures.summary(figures.values(work.name, consumer.name(),
								work.percentiles ? "p99Micros" : "serverPercent"), 0))));
		return table.text();
	}

	private static String ratio(Figures figures, Work work, ConsumerType consumer, ConsumerType other) {
		double[] ratios = figures.ratios(work.name, consumer.name(), work.name, other.name(), CPU);
		return (ratios.length > 0) ? Figures.summary(ratios, 2) : "";
	}

	/**
	 * A work of all consumers.
	 *
	 * @param name its name among the figures
	 * @param title its title
	 * @param percentiles whether times from write to listener were measured
	 */
	private record Work(String name, String title, boolean percentiles) {
	}

	/**
	 * A listener and its stream.
	 *
	 * @param millis what the listener takes
	 * @param concurrency how many conversations are delivered at a time
	 */
	private record Latency(int millis, int concurrency) {

		private String work() {
			return "latency-" + this.millis + "-" + this.concurrency;
		}

	}

}
