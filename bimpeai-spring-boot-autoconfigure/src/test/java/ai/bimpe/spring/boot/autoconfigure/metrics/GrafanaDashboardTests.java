package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the dashboard in the documentation: its queries ask for meters that exist.
 */
class GrafanaDashboardTests {

	private final JsonNode dashboard = JsonMapper.shared().readTree(Path.of("../docs/grafana-dashboard.json").toFile());

	private final PrometheusQueries documented = new PrometheusQueries();

	@Test
	void everyQueryAsksForMetersThatExistByTagsThatTheyHave() {
		assertThat(queries()).isNotEmpty().allSatisfy(this.documented::check);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void applicationPublishesWhatQueriesAskFor(boolean histograms) {
		PublishedSeries.check(histograms,
				queries().stream().filter((query) -> histograms || !query.contains("_bucket")).toList());
	}

	@Test
	void beginsWithSingleFiguresThatHaveThresholds() {
		List<JsonNode> figures = this.dashboard.path("panels")
			.valueStream()
			.filter((panel) -> panel.path("type").stringValue("").equals("stat"))
			.toList();
		assertThat(figures).hasSizeGreaterThan(5).allSatisfy((panel) -> {
			assertThat(panel.at("/gridPos/y").intValue()).isEqualTo(1);
			assertThat(panel.at("/fieldConfig/defaults/thresholds/steps").valueStream()).hasSizeGreaterThan(1);
		});
	}

	@Test
	void percentilesAreThoseOfHistograms() {
		assertThat(queries()).filteredOn((query) -> query.contains("histogram_quantile")).hasSizeGreaterThan(3);
	}

	@Test
	void everyMeterOfOurOwnIsShown() {
		Set<DocumentedMeter> shown = queries().stream().flatMap(this.documented::meters).collect(Collectors.toSet());
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

}
