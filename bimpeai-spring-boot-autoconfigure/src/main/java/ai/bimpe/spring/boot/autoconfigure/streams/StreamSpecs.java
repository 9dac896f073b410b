package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.Objects;
import java.util.regex.Matcher;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.StreamPropertyNames;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the streams of {@code bimpeai.streams.*}, and of
 * {@code bimpeai.accounts.<name>.streams.*}.
 */
final class StreamSpecs {

	private StreamSpecs() {
	}

	/**
	 * Subscribe to a configured stream.
	 * @param streams takes the stream
	 * @param account the name of the account
	 * @param name the name of the stream, as the account calls it
	 * @param properties its properties
	 * @throws BimpeAIConfigurationException when they cannot work
	 */
	static void subscribe(BimpeAIStreams streams, String account, String name, BimpeAIProperties.Stream properties) {
		String property = StreamPropertyNames.prefix(account, name);
		try {
			streams.subscribe(spec(account, name, properties));
		}
		catch (UserException ex) {
			throw new BimpeAIConfigurationException(String.valueOf(ex.getMessage())
				.replace("'name' of a stream must", "The name of '" + property + "' must")
				.replaceAll("'(?=after|transactional|delivery\\.|shards|max-live|concurrency|lag-threshold)",
						Matcher.quoteReplacement("'" + property + ".")),
					ex);
		}
	}

	private static StreamSpec spec(String account, String name, BimpeAIProperties.Stream properties) {
		BimpeAIProperties.Delivery delivery = properties.delivery();
		AgentStreamSettings agentSettings = new AgentStreamSettings(properties.channels(), properties.testChannels(),
				properties.maxLive(), properties.activeWindow(), properties.pollInterval(),
				properties.requestsPerMinute(), properties.shards(), properties.walkInterval());
		if (properties.conversationId() != null && !agentSettings.equals(AgentStreamSettings.DEFAULTS)) {
			throw new BimpeAIConfigurationException("'" + StreamPropertyNames.prefix(account, name)
					+ ".conversation-id' must not be set beside properties "
					+ "for every conversation of an agent, which have no effect on one: 'channels', 'test-channels', "
					+ "'max-live', 'active-window', 'poll-interval', 'requests-per-minute', 'shards' and 'walk-interval'",
					null);
		}
		DeliverySettings deliverySettings = new DeliverySettings(delivery.maxAttempts(), delivery.initialDelay(),
				delivery.maxDelay(), delivery.multiplier(), delivery.acknowledgementTimeout());
		StreamSpec spec = spec(isDefault(account) ? name : account + StreamPropertyNames.SEPARATOR + name,
				Objects.requireNonNull(properties.agentId()), properties.conversationId());
		if (properties.after() != null) {
			spec = spec.after(properties.after());
		}
		if (properties.concurrency() != null) {
			spec = spec.withConcurrency(properties.concurrency());
		}
		return spec.withAccount(account)
			.withTransactional(properties.transactional())
			.withOnDeliveryFailure(properties.onDeliveryFailure())
			.withDelivery(deliverySettings)
			.withAgentSettings(agentSettings)
			.withAutoStartup(properties.autoStartup())
			.withLagThreshold(properties.lagThreshold())
			.withRetryDelayResetThreshold(properties.retryDelayResetThreshold());
	}

	private static StreamSpec spec(String name, String agentId, @Nullable String conversationId) {
		return (conversationId != null) ? StreamSpec.of(name, agentId, conversationId)
				: StreamSpec.ofAgent(name, agentId);
	}

	private static boolean isDefault(String account) {
		return account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
	}

}
