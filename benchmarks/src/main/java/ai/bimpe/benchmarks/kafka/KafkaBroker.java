package ai.bimpe.benchmarks.kafka;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import ai.bimpe.benchmarks.stub.SampleEvents;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * The other side of the wire for Spring Kafka: one broker in KRaft mode, with its log on
 * disk. It has the messages of the stub server.
 */
public final class KafkaBroker {

	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private KafkaBroker() {
	}

	/**
	 * Print the address, and write what the work needs, until the process is ended.
	 * @param arguments the work
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] arguments) throws InterruptedException {
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
		// Removes its log.
		Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
		broker.afterPropertiesSet();
		KafkaTopic work = KafkaTopic.of(arguments[0]);
		for (KafkaTopic topic : KafkaTopic.values()) {
			broker.addTopics(new NewTopic(topic.topicName(), topic.partitions(), (short) 1));
		}
		// Does not wait for more messages: the time from write to listener is looked at.
		Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString(),
				ProducerConfig.LINGER_MS_CONFIG, 0);
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(),
				new StringSerializer())) {
			fill(producer, (work == KafkaTopic.SLOW) ? KafkaTopic.MANY : work);
			System.out.println("KAFKA " + broker.getBrokersAsString());
			if (work == KafkaTopic.SLOW) {
				write(producer, work);
			}
			Thread.currentThread().join();
		}
	}

	private static void fill(KafkaProducer<String, String> producer, KafkaTopic topic) {
		for (int i = 0; i < KafkaTopic.RECORDS * topic.partitions(); i++) {
			Future<RecordMetadata> unused = producer.send(message(topic, i, 0));
		}
		producer.flush();
	}

	private static void write(KafkaProducer<String, String> producer, KafkaTopic topic) {
		long next = System.nanoTime();
		for (int i = 0; !Thread.interrupted(); i++) {
			Future<RecordMetadata> unused = producer.send(message(topic, i, System.nanoTime()));
			next += PERIOD_NANOS;
			LockSupport.parkNanos(next - System.nanoTime());
		}
	}

	private static ProducerRecord<String, String> message(KafkaTopic topic, int number, long nanos) {
		int conversation = number % topic.conversations();
		return new ProducerRecord<>(topic.topicName(), number % topic.partitions(), "cnv_" + conversation,
				SampleEvents.json(number, nanos));
	}

}
