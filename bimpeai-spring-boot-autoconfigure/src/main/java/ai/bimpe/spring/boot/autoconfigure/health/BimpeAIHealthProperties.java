package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for the health of the BimpeAI client and its streams.
 *
 * @param downAfter Time for which a store may be down, or the API silent, until health is
 * down. Heartbeats come every 20 seconds, and a connection without any is made anew after
 * a minute. Seconds, when no unit is given.
 * @param readinessStreams Names of streams that count for the readiness of the
 * application. That of a stream of an account begins with the name of the account and a
 * dot.
 * @since 0.1.0
 */
@ConfigurationProperties("management.health.bimpeai")
public record BimpeAIHealthProperties(@DefaultValue("75s") @DurationUnit(ChronoUnit.SECONDS) Duration downAfter,
		@DefaultValue List<String> readinessStreams) {

	public BimpeAIHealthProperties {
		if (downAfter.isNegative() || downAfter.isZero()) {
			throw new BimpeAIConfigurationException(
					"'management.health.bimpeai.down-after' must be longer than zero, but is " + downAfter, null);
		}
		readinessStreams = List.copyOf(readinessStreams);
	}

}
