package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.client.observation.ClientObservationDocumentation;
import ai.bimpe.client.observation.StreamObservationDocumentation;
import ai.bimpe.spring.stream.observation.DeliveryObservationDocumentation;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;

/**
 * A meter as the documentation tells of it: one of our own, or one of an observation.
 */
record DocumentedMeter(String name, Meter.Type type, @Nullable String unit, List<String> tags, String meaning) {

	/** Of a long task timer instead of the count, where histograms are on. */
	static final String GAUGE_COUNT = "_gcount";

	private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

	static List<ObservationDocumentation> observations() {
		return List.of(ClientObservationDocumentation.CALL, StreamObservationDocumentation.CONNECTION,
				DeliveryObservationDocumentation.DELIVERY);
	}

	static String name(ObservationDocumentation observation) {
		Class<? extends ObservationConvention<?>> convention = Objects
			.requireNonNull(observation.getDefaultConvention());
		return String.valueOf(BeanUtils.instantiateClass(convention).getName());
	}

	static List<DocumentedMeter> all() {
		List<DocumentedMeter> meters = new ArrayList<>();
		for (ObservationDocumentation observation : observations()) {
			String noun = ((Enum<?>) observation).name().toLowerCase(Locale.ROOT);
			List<String> tags = names(observation.getLowCardinalityKeyNames());
			meters.add(new DocumentedMeter(name(observation), Meter.Type.TIMER, "seconds",
					Stream.concat(tags.stream(), Stream.of("error")).toList(),
					"Duration of each " + noun + " that has ended"));
			meters.add(new DocumentedMeter(name(observation) + ".active", Meter.Type.LONG_TASK_TIMER, "seconds", tags,
					"Duration so far of each " + noun + " that is under way"));
			for (Observation.Event event : observation.getEvents()) {
				meters.add(new DocumentedMeter(name(observation) + "." + event.getName(), Meter.Type.COUNTER, null,
						tags, meaning(event)));
			}
		}
		for (BimpeAIMeterDocumentation meter : BimpeAIMeterDocumentation.values()) {
			meters.add(new DocumentedMeter(meter.getName(), meter.getType(), meter.getBaseUnit(),
					names(meter.getKeyNames()), meter.getDescription()));
		}
		return meters;
	}

	private static String meaning(Observation.Event event) {
		try {
			return Javadoc.of((Enum<?>) event);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String prometheusName() {
		String name = PROMETHEUS.name(this.name, this.type, this.unit);
		return (this.type == Meter.Type.COUNTER) ? name + "_total" : name;
	}

	List<String> prometheusSeries() {
		return switch (this.type) {
			case TIMER -> Stream.of("_count", "_sum", "_max", "_bucket").map(prometheusName()::concat).toList();
			case LONG_TASK_TIMER ->
				Stream.of("_count", "_sum", "_max", GAUGE_COUNT).map(prometheusName()::concat).toList();
			default -> List.of(prometheusName());
		};
	}

	List<String> prometheusLabels() {
		return this.tags.stream().map(PROMETHEUS::tagKey).toList();
	}

	private static List<String> names(KeyName[] keys) {
		return Arrays.stream(keys).map(KeyName::asString).toList();
	}

}
