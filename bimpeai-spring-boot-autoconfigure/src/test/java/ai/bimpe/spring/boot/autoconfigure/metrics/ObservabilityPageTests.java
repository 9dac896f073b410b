package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.IOException;

import io.micrometer.core.instrument.Gauge;
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
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		for (DocumentedMeter meter : DocumentedMeter.all()) {
			switch (meter.type()) {
				case COUNTER -> registry.counter(meter.name());
				case TIMER -> Timer.builder(meter.name()).publishPercentileHistogram().register(registry);
				case LONG_TASK_TIMER -> registry.more().longTaskTimer(meter.name());
				default -> Gauge.builder(meter.name(), () -> 1).baseUnit(meter.unit()).register(registry);
			}
		}
		assertThat(registry.scrape().lines().map((line) -> line.split("[ {]", 2)[0]))
			.containsAll(DocumentedMeter.all().stream().flatMap((meter) -> meter.prometheusSeries().stream()).toList());
	}

}
