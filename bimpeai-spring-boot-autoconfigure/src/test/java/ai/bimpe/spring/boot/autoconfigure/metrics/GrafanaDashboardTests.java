package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.nio.file.Path;
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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the dashboard in the documentation: its queries ask for meters that exist.
 */
class GrafanaDashboardTests {

	private static final Pattern SERIES = Pattern.compile("\\bbimpeai_\\w+");

	private static final Pattern LABELS = Pattern.compile("(?:by \\(([^)]*)\\))|(?:(\\w+)(?:=~|!~|!=|=)\")");

	/** Every scraped series has them. */
	private static final List<String> OF_PROMETHEUS = List.of("job", "instance");

	private final JsonNode dashboard = JsonMapper.shared().readTree(Path.of("../docs/grafana-dashboard.json").toFile());

	private final Map<String, DocumentedMeter> meters = new HashMap<>();

	GrafanaDashboardTests() {
		DocumentedMeter.all()
			.forEach((meter) -> meter.prometheusSeries().forEach((series) -> this.meters.put(series, meter)));
	}

	@Test
	void everyQueryAsksForMetersThatExist() {
		assertThat(queries()).isNotEmpty()
			.allSatisfy((query) -> assertThat(series(query)).isNotEmpty().isSubsetOf(this.meters.keySet()));
	}

	@Test
	void everyQueryUsesTagsThatItsMetersHave() {
		assertThat(queries()).allSatisfy((query) -> {
			for (String series : series(query)) {
				assertThat(labels(query)).isSubsetOf(
						Stream
							.concat(OF_PROMETHEUS.stream(),
									Objects.requireNonNull(this.meters.get(series)).prometheusLabels().stream())
							.toList());
			}
		});
	}

	@Test
	void everyMeterOfOurOwnIsShown() {
		Set<DocumentedMeter> shown = queries().stream()
			.flatMap((query) -> series(query).stream())
			.map(this.meters::get)
			.collect(Collectors.toSet());
		assertThat(shown).extracting(DocumentedMeter::name)
			.containsAll(
					Arrays.stream(BimpeAIMeterDocumentation.values()).map(BimpeAIMeterDocumentation::getName).toList());
	}

	@Test
	void panelsDoNotOverlapAndHaveTheirOwnIds() {
		List<String> cells = this.dashboard.path("panels")
			.valueStream()
			.map((panel) -> panel.path("gridPos"))
			.flatMap((place) -> cells(place.path("x").intValue(), place.path("y").intValue(),
					place.path("w").intValue(), place.path("h").intValue()))
			.toList();
		assertThat(cells).isNotEmpty().doesNotHaveDuplicates();
		assertThat(this.dashboard.path("panels").valueStream().map((panel) -> panel.path("id").intValue()))
			.doesNotHaveDuplicates();
	}

	private static Stream<String> cells(int x, int y, int width, int height) {
		return Stream.iterate(x, (column) -> column < x + width, (column) -> column + 1)
			.flatMap((column) -> Stream.iterate(y, (row) -> row < y + height, (row) -> row + 1)
				.map((row) -> column + "," + row));
	}

	private List<String> queries() {
		return Stream
			.concat(this.dashboard.findValuesAsString("expr").stream(),
					this.dashboard.findValuesAsString("definition").stream())
			.toList();
	}

	private static Set<String> series(String query) {
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
