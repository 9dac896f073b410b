package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.Objects;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;

/**
 * Subscribes to the streams of {@code bimpeai.streams.*}.
 */
final class StreamSpecs {

	private StreamSpecs() {
	}

	/**
	 * Subscribe to a configured stream.
	 * @param streams takes the stream
	 * @param name the name of the stream
	 * @param properties its properties
	 * @throws BimpeAIConfigurationException when they cannot work
	 */
	static void subscribe(BimpeAIStreams streams, String name, BimpeAIProperties.Stream properties) {
		try {
			streams.subscribe(spec(name, properties));
		}
		catch (UserException ex) {
			throw new BimpeAIConfigurationException(String.valueOf(ex.getMessage())
				.replace("'name' of a stream must", "The name of 'bimpeai.streams." + name + "' must")
				.replaceAll("'(?=after|transactional|delivery\\.|shards|max-live)", "'bimpeai.streams." + name + "."),
					ex);
		}
	}

	private static StreamSpec spec(String name, BimpeAIProperties.Stream properties) {
		BimpeAIProperties.Delivery delivery = properties.delivery();
		AgentStreamSettings agentSettings = new AgentStreamSettings(properties.channels(), properties.testChannels(),
				properties.maxLive(), properties.activeWindow(), properties.pollInterval(),
				properties.requestsPerMinute(), properties.shards());
		if (properties.conversationId() != null && !agentSettings.equals(AgentStreamSettings.DEFAULTS)) {
			throw new BimpeAIConfigurationException("'bimpeai.streams." + name
					+ ".conversation-id' must not be set beside properties "
					+ "for every conversation of an agent, which have no effect on one: 'channels', 'test-channels', "
					+ "'max-live', 'active-window', 'poll-interval', 'requests-per-minute' and 'shards'", null);
		}
		return new StreamSpec(name, Objects.requireNonNull(properties.agentId()), properties.conversationId(),
				properties.after(), properties.transactional(), properties.onDeliveryFailure(),
				new DeliverySettings(delivery.maxAttempts(), delivery.initialDelay(), delivery.maxDelay(),
						delivery.multiplier()),
				agentSettings);
	}

}
