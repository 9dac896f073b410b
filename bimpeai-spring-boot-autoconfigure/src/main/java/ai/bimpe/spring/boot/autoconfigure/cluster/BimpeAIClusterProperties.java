package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for sharing streams among the instances of an application.
 *
 * @param enabled Whether to give each stream one owner among the instances. Needs a store
 * that they share, see 'bimpeai.checkpoints.store'.
 * @param name Name that the instances have in common. Without it they are known by
 * 'spring.application.name'.
 * @param lease Time after which the streams of an instance that was not heard of are
 * taken over. Locks expire after it when the registry can be told, as those of JDBC and
 * Redis can. Otherwise locks must not expire sooner. Seconds, when no unit is given.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.cluster")
public record BimpeAIClusterProperties(@DefaultValue("false") boolean enabled, @Nullable String name,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration lease) {

	private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

	public BimpeAIClusterProperties {
		if (lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new BimpeAIConfigurationException(
					"'bimpeai.cluster.lease' must be one second or longer, but is " + lease, null);
		}
	}

}
