package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

import ai.bimpe.benchmarks.delivery.DeliveryMeasurement;
import ai.bimpe.benchmarks.delivery.ThreadKind;

/**
 * The table of managed streams whose listeners take their time.
 */
final class DeliveryTable {

	private static final List<Integer> MILLIS = List.of(0, 1, 10, 100);

	private static final List<Integer> CONCURRENCY = List.of(1, 8, 64, 1000);

	private static final String RATE = "perSecond";

	private final Figures figures;

	private DeliveryTable(Figures figures) {
		this.figures = figures;
	}

	static Optional<String> markdown(Figures figures) {
		return figures.has(work(0, 1)) ? Optional.of(new DeliveryTable(figures).markdown()) : Optional.empty();
	}

	private String markdown() {
		MarkdownTable table = new MarkdownTable("Managed stream of 1,000 conversations, messages come as fast as read",
				"""
						The ideal is concurrency, or the number of conversations, by the time of the listener. A listener that \
						takes no time shows what the CPU allows, also for the lines below: *of what is possible* is to the lower \
						of the ideal and the line of 0 ms with the same threads and concurrency, in the same round. CPU is that \
						of the client's process. A sleep takes longer than it should, which the last column shows.""",
				List.of("listener, ms", "concurrency", "threads", "messages a second", "ideal", "of the ideal",
						"of what is possible", "CPU a message, µs", "listener took, ms"));
		for (int millis : MILLIS) {
			for (int concurrency : CONCURRENCY) {
				for (ThreadKind threads : ThreadKind.values()) {
					if (this.figures.has(work(millis, concurrency), threads.name())) {
						table.row(cells(millis, concurrency, threads));
					}
				}
			}
		}
		return table.text();
	}

	private List<String> cells(int millis, int concurrency, ThreadKind threads) {
		String work = work(millis, concurrency);
		double[] rates = this.figures.values(work, threads.name(), RATE);
		List<String> cells = new ArrayList<>(List.of(Integer.toString(millis), Integer.toString(concurrency),
				threads.label(), Figures.summary(rates, 0)));
		if (millis > 0) {
			double ideal = (double) Math.min(concurrency, DeliveryMeasurement.CONVERSATIONS)
					* TimeUnit.SECONDS.toMillis(1) / millis;
			double[] ofIdeal = DoubleStream.of(rates).map((rate) -> rate / ideal).toArray();
			double[] ofCeiling = this.figures.ratios(work, threads.name(), work(0, concurrency), threads.name(), RATE);
			double[] possible = new double[ofCeiling.length];
			for (int i = 0; i < possible.length; i++) {
				possible[i] = Math.max(ofIdeal[i], ofCeiling[i]);
			}
			cells.addAll(List.of(Figures.summary(new double[] { ideal }, 0), Figures.summary(ofIdeal, 2),
					Figures.summary(possible, 2)));
		}
		else {
			cells.addAll(List.of("", "", ""));
		}
		cells.add(Figures.summary(this.figures.values(work, threads.name(), "cpuMicros"), 1));
		cells.add((millis > 0) ? Figures.summary(this.figures.values(work, threads.name(), "listenerMillis"), 2) : "");
		return cells;
	}

	private static String work(int millis, int concurrency) {
		return "delivery-" + millis + "-" + concurrency;
	}

}
