package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The page on observability. Its tables are made from the documented observations and
 * meters.
 */
final class ObservabilityPage {

	static final String WRITE = "bimpeai.docs.write";

	private static final Path FILE = Path.of("../docs/observability.md");

	private static final String BEGIN = "<!-- tables: begin -->\n";

	private static final String END = "<!-- tables: end -->";

	private ObservabilityPage() {
	}

	static String text() throws IOException {
		return Files.readString(FILE);
	}

	static String renewed() throws IOException {
		String page = text();
		return page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + page.substring(page.indexOf(END));
	}

	static void writeWhenAsked() throws IOException {
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(FILE, renewed());
		}
	}

	private static String tables() throws IOException {
		StringBuilder tables = new StringBuilder("\n## Observations\n");
		for (ObservationDocumentation observation : DocumentedMeter.observations()) {
			append(tables, observation);
		}
		tables.append(
				"\n## Meters\n\n| meter | in Prometheus | type | unit | tags | meaning |\n|---|---|---|---|---|---|\n");
		for (DocumentedMeter meter : DocumentedMeter.all()) {
			row(tables,
					List.of(code(meter.name()), code(meter.prometheusName()), words(meter.type()),
							Objects.requireNonNullElse(meter.unit(), ""),
							meter.tags().stream().map(ObservabilityPage::code).collect(Collectors.joining(", ")),
							meter.meaning()));
		}
		tables.append("\n| tag | meaning |\n|---|---|\n");
		for (BimpeAIMeterDocumentation.Tags tag : BimpeAIMeterDocumentation.Tags.values()) {
			row(tables, List.of(code(tag.asString()), Javadoc.of(tag)));
		}
		return tables.append("| `error` | The class of what an observation ended with, or `none` |\n\n").toString();
	}

	private static void append(StringBuilder tables, ObservationDocumentation observation) throws IOException {
		String convention = Objects.requireNonNull(observation.getDefaultConvention()).getSimpleName();
		tables.append("\n### ")
			.append(code(DocumentedMeter.name(observation)))
			.append("\n\n")
			.append(Javadoc.of((Enum<?>) observation))
			.append(" Named by ")
			.append(code(convention))
			.append("; a bean of type ")
			.append(code(convention.substring("Default".length())))
			.append(" replaces it.\n\n| key | seen in | meaning |\n|---|---|---|\n");
		rows(tables, "meters and traces", observation.getLowCardinalityKeyNames());
		rows(tables, "traces", observation.getHighCardinalityKeyNames());
	}

	private static void rows(StringBuilder tables, String place, KeyName[] keys) throws IOException {
		for (KeyName key : keys) {
			row(tables, List.of(code(key.asString()), place, Javadoc.of((Enum<?>) key)));
		}
	}

	private static void row(StringBuilder tables, List<String> cells) {
		tables.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

	private static String words(Enum<?> constant) {
		return Arrays.stream(constant.name().split("_"))
			.map((word) -> word.toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(" "));
	}

}
