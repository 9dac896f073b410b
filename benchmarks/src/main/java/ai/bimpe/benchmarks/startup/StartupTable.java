package ai.bimpe.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Prints what {@link StartupApplication} said on several class paths. What one adds is
 * told for each round against the one before it, because a machine is not the same from
 * round to round.
 */
public final class StartupTable {

	private static final int FIGURES = 6;

	private StartupTable() {
	}

	public static void main(String[] arguments) throws IOException {
		Map<String, List<double[]>> rounds = read(Path.of(arguments[0]));
		System.out.println("| application | ms | CPU ms | classes | heap KiB | resident KiB | beans |");
		System.out.println("|---|---|---|---|---|---|---|");
		List<double[]> before = null;
		for (Map.Entry<String, List<double[]>> contestant : rounds.entrySet()) {
			List<double[]> figures = contestant.getValue();
			row(contestant.getKey(), (figure) -> figures.stream().mapToDouble((round) -> round[figure]).toArray());
			if (before != null) {
				List<double[]> base = before;
				row("*more than the line above*", (figure) -> differences(figures, base, figure));
			}
			before = figures;
		}
	}

	private static Map<String, List<double[]>> read(Path file) throws IOException {
		Map<String, List<double[]>> rounds = new LinkedHashMap<>();
		for (String line : Files.readAllLines(file)) {
			String[] words = line.split(" ");
			rounds.computeIfAbsent(words[0].replace('-', ' '), (name) -> new ArrayList<>())
				.add(Arrays.stream(words, 1, 1 + FIGURES).mapToDouble(Double::parseDouble).toArray());
		}
		return rounds;
	}

	private static double[] differences(List<double[]> figures, List<double[]> base, int figure) {
		double[] differences = new double[Math.min(figures.size(), base.size())];
		Arrays.setAll(differences, (round) -> figures.get(round)[figure] - base.get(round)[figure]);
		return differences;
	}

	private static void row(String name, IntFunction<double[]> figures) {
		StringBuilder row = new StringBuilder("| ").append(name).append(" |");
		for (int figure = 0; figure < FIGURES; figure++) {
			double[] sorted = Arrays.stream(figures.apply(figure)).sorted().toArray();
			double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
			row.append(String.format(Locale.ROOT, " %,.0f (%,.0f to %,.0f) |", median, sorted[0],
					sorted[sorted.length - 1]));
		}
		System.out.println(row);
	}

}
