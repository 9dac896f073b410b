package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the tables of observations and meters in the documentation.
 */
class ObservabilityPageTests {

	@BeforeAll
	static void write() throws IOException {
		ObservabilityPage.writeWhenAsked();
	}

	@Test
	void tablesAreCurrent() throws IOException {
		assertThat(ObservabilityPage.text())
			.as("docs/observability.md, whose tables this writes anew: mvn -ntp -pl bimpeai-spring-boot-autoconfigure -am "
					+ "test -Dtest=ObservabilityPageTests -Dsurefire.failIfNoSpecifiedTests=false -D"
					+ ObservabilityPage.WRITE + "=true")
			.isEqualTo(ObservabilityPage.renewed());
	}

	@Test
	void namesInPrometheusAreThoseOfItsRegistry() {
		assertThat(Stream.concat(series(false), series(true)))
			.containsAll(DocumentedMeter.all().stream().flatMap((meter) -> meter.prometheusSeries().stream()).toList());
	}

	private static Stream<String> series(boolean histograms) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		for (DocumentedMeter meter : DocumentedMeter.all()) {
			switch (meter.type()) {
				case COUNTER -> registry.counter(meter.name());
				case TIMER -> Timer.builder(meter.name()).publishPercentileHistogram(histograms).register(registry);
				case LONG_TASK_TIMER ->
					LongTaskTimer.builder(meter.name()).publishPercentileHistogram(histograms).register(registry);
				default -> Gauge.builder(meter.name(), () -> 1).baseUnit(meter.unit()).register(registry);
			}
		}
		return registry.scrape().lines().map((line) -> line.split("[ {]", 2)[0]);
	}

}
