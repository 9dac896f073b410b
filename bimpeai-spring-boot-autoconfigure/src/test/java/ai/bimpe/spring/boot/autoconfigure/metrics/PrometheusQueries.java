package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What queries for Prometheus ask for, compared with the documented meters.
 */
final class PrometheusQueries {

	private static final Pattern SERIES = Pattern.compile("\\bbimpeai_\\w+");

	private static final Pattern LABELS = Pattern.compile("(?:by \\(([^)]*)\\))|(?:(\\w+)(?:=~|!~|!=|=)\")");

	/** Those that are there from the start. */
	private static final Pattern VALUES = Pattern.compile("\\b(problem|state)=~?\"([^\"]*)\"");

	/** Every scraped series has them. */
	private static final List<String> OF_PROMETHEUS = List.of("job", "instance");

	/** The label of a bucket of a histogram. */
	private static final String BUCKET = "le";

	private final Map<String, DocumentedMeter> meters = new HashMap<>();

	PrometheusQueries() {
		DocumentedMeter.all()
			.forEach((meter) -> meter.prometheusSeries().forEach((series) -> this.meters.put(series, meter)));
	}

	/**
	 * Check that a query asks for meters that exist, by tags that they have.
	 * @param query the query
	 */
	void check(String query) {
		assertThat(query.split("\\bor\\b")).allSatisfy(this::checkOperand);
	}

	private void checkOperand(String query) {
		assertThat(series(query)).isNotEmpty().isSubsetOf(this.meters.keySet());
		for (String series : series(query)) {
			Stream<String> own = Objects.requireNonNull(this.meters.get(series)).prometheusLabels().stream();
			assertThat(labels(query)).isSubsetOf(Stream
				.of(OF_PROMETHEUS.stream(), own,
						series.endsWith("_bucket") ? Stream.of(BUCKET) : Stream.<String>empty())
				.flatMap((labels) -> labels)
				.toList());
		}
	}

	/**
	 * Check that an application publishes what a query asks for.
	 * @param query the query
	 * @param scraped the lines that Prometheus reads
	 */
	static void checkPublished(String query, List<String> scraped) {
		String[] operands = query.split("\\bor\\b");
		if (query.contains(DocumentedMeter.GAUGE_COUNT)) {
			assertThat(operands).anySatisfy((operand) -> checkOperandPublished(operand, scraped));
		}
		else {
			assertThat(operands).allSatisfy((operand) -> checkOperandPublished(operand, scraped));
		}
	}

	private static void checkOperandPublished(String query, List<String> scraped) {
		for (String series : series(query)) {
			List<String> published = scraped.stream().filter((line) -> line.startsWith(series + "{")).toList();
			assertThat(published).as(series).isNotEmpty();
			assertThat(labels(query)).filteredOn((label) -> !OF_PROMETHEUS.contains(label))
				.allSatisfy((label) -> assertThat(published).anyMatch((line) -> line.contains(label + "=\"")));
			VALUES.matcher(query)
				.results()
				.flatMap((match) -> Arrays.stream(match.group(2).split("\\|"))
					.map((value) -> match.group(1) + "=\"" + value + "\""))
				.forEach((pair) -> assertThat(published).as(pair).anyMatch((line) -> line.contains(pair)));
		}
	}

	Stream<DocumentedMeter> meters(String query) {
		return series(query).stream().map(this.meters::get).filter(Objects::nonNull);
	}

	static Set<String> series(String query) {
		return SERIES.matcher(query).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> labels(String query) {
		return LABELS.matcher(query)
			.results()
			.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
			.flatMap((names) -> Arrays.stream(names.split(",")))
			.map(String::strip)
			.toList();
	}

}
