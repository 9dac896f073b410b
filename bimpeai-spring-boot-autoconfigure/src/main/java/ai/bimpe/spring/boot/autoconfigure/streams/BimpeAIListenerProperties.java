package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.stream.ListenerShutdown;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for the delivery of messages to listeners, of all streams of
 * all accounts.
 *
 * @param autoStartup Whether to open the streams when the application starts. Otherwise
 * 'start()' of the StreamContainerRegistry, or of a ManagedStream, opens them.
 * @param logExceptionMessages Whether the log shows the messages of exceptions that
 * listeners throw, those of causes included. They may quote what customers have written.
 * @param shutdown What becomes of messages that were received and not handed over yet,
 * when the application stops.
 * @param shutdownTimeout Time that listeners may take when the application stops, until
 * they are interrupted. Keep it below 'spring.lifecycle.timeout-per-shutdown-phase'.
 * Seconds, when no unit is given.
 * @param refusalRetryInterval Time until a stream tries again after an answer that only a
 * person can change, such as 401, 403 or 404. Longer than zero. Seconds, when no unit is
 * given.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.listener")
public record BimpeAIListenerProperties(@DefaultValue("true") boolean autoStartup,
		@DefaultValue("false") boolean logExceptionMessages,
		@DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration refusalRetryInterval,
		@DefaultValue("current") ListenerShutdown shutdown,
		@DefaultValue("20s") @DurationUnit(ChronoUnit.SECONDS) Duration shutdownTimeout) {

	public BimpeAIListenerProperties {
		check("refusal-retry-interval", refusalRetryInterval);
		check("shutdown-timeout", shutdownTimeout);
	}

	private static void check(String name, Duration value) {
		if (value.compareTo(Duration.ZERO) <= 0) {
			throw new BimpeAIConfigurationException(
					"'bimpeai.listener." + name + "' must be longer than zero, but is " + value, null);
		}
	}

}
