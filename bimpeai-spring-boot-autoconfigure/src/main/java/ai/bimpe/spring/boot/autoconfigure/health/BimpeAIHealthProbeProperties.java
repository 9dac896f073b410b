package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for the call that the health check may make.
 *
 * @param enabled Whether to call the Console API when health is asked for: one page of
 * one agent.
 * @param timeToLive Time for which the result of the call is used again. Seconds, when no
 * unit is given.
 * @param timeout Time allowed for the call. It is not tried again. Seconds, when no unit
 * is given.
 * @since 0.1.0
 */
@ConfigurationProperties("management.health.bimpeai.probe")
public record BimpeAIHealthProbeProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration timeToLive,
		@DefaultValue("2s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {

	public BimpeAIHealthProbeProperties {
		check("time-to-live", timeToLive);
		check("timeout", timeout);
	}

	private static void check(String name, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw new BimpeAIConfigurationException(
					"'management.health.bimpeai.probe." + name + "' must be longer than zero, but is " + value, null);
		}
	}

}
