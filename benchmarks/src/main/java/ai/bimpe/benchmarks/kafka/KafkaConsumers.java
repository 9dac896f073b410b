package ai.bimpe.benchmarks.kafka;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import ai.bimpe.benchmarks.streams.PlainMessage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.serializer.JacksonJsonDeserializer;

/**
 * Spring Kafka's container at its defaults, but for the acknowledgement: it polls, reads
 * the JSON of each message into a record, calls a {@code MessageListener}, and commits
 * offsets synchronously. As many threads as partitions.
 */
public final class KafkaConsumers implements AutoCloseable {

	private final ConcurrentMessageListenerContainer<String, PlainMessage> container;

	/**
	 * Begin to consume.
	 * @param servers where the broker is
	 * @param topic the topic
	 * @param acknowledgement when offsets are committed
	 * @param texts takes the texts of all messages
	 */
	public KafkaConsumers(String servers, KafkaTopic topic, ContainerProperties.AckMode acknowledgement,
			Consumer<String> texts) {
		Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
				ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString(), ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
				(topic == KafkaTopic.SLOW) ? "latest" : "earliest");
		ContainerProperties properties = new ContainerProperties(topic.topicName());
		properties.setAckMode(acknowledgement);
		properties.setMessageListener((topic == KafkaTopic.SLOW)
				? (MessageListener<String, PlainMessage>) (message) -> take(message, texts) : new Repeating(texts));
		this.container = new ConcurrentMessageListenerContainer<>(
				new DefaultKafkaConsumerFactory<>(settings, StringDeserializer::new,
						() -> new JacksonJsonDeserializer<>(PlainMessage.class, PlainMessage.MAPPER, false)),
				properties);
		this.container.setConcurrency(topic.partitions());
		this.container.start();
	}

	private static void take(ConsumerRecord<String, PlainMessage> message, Consumer<String> texts) {
		String text = message.value().message();
		if (text != null) {
			texts.accept(text);
		}
	}

	@Override
	public void close() {
		this.container.stop();
	}

	/** Goes back to the first message of a partition behind the last one. */
	private static final class Repeating implements MessageListener<String, PlainMessage>, ConsumerSeekAware {

		private final Map<TopicPartition, ConsumerSeekCallback> callbacks = new ConcurrentHashMap<>();

		private final Consumer<String> texts;

		private Repeating(Consumer<String> texts) {
			this.texts = texts;
		}

		@Override
		public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
			assignments.keySet().forEach((partition) -> this.callbacks.put(partition, callback));
		}

		@Override
		public void onMessage(ConsumerRecord<String, PlainMessage> message) {
			take(message, this.texts);
			if (message.offset() == KafkaTopic.RECORDS - 1) {
				ConsumerSeekCallback callback = this.callbacks
					.get(new TopicPartition(message.topic(), message.partition()));
				if (callback != null) {
					callback.seekToBeginning(message.topic(), message.partition());
				}
			}
		}

	}

}
