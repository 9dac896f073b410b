package ai.bimpe.benchmarks.delivery;

import java.util.function.Consumer;

import ai.bimpe.benchmarks.kafka.KafkaConsumers;
import ai.bimpe.benchmarks.kafka.KafkaTopic;
import ai.bimpe.benchmarks.streams.ReactiveBimpeAIStreams;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.StreamSpec;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import org.springframework.kafka.listener.ContainerProperties.AckMode;

/**
 * What messages are consumed with.
 */
public enum ConsumerType {

	/** A managed stream at its defaults. */
	MANAGED("managed stream, platform threads"),

	/** The same on virtual threads. */
	MANAGED_VIRTUAL("managed stream, virtual threads"),

	/** The reactive client, which acknowledges nothing. */
	FLUX("plain Flux of the client, no acknowledgement"),

	/** Spring Kafka, which commits when all messages of a poll were processed. */
	KAFKA_BATCH("Spring Kafka, commit a poll (AckMode.BATCH)"),

	/** Spring Kafka, which commits each message. */
	KAFKA_RECORD("Spring Kafka, commit a message (AckMode.RECORD)");

	private static final int DEFAULT_CONCURRENCY = 8;

	/** What the server sends to one conversation. */
	private static final String ONE = "full";

	private final String label;

	ConsumerType(String label) {
		this.label = label;
	}

	/**
	 * Return the name for tables.
	 * @return the name
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Begin to consume.
	 * @param baseUrl where the server of streams is; that of Kafka is a system property
	 * @param work {@code consume} for full speed or {@code slow}, with the number of
	 * conversations
	 * @param conversations how many conversations
	 * @param agentId says the same to the server of streams
	 * @param texts takes the texts of all messages
	 * @return ends it
	 * @throws InterruptedException when interrupted
	 */
	Disposable open(String baseUrl, String work, int conversations, String agentId, Consumer<String> texts)
			throws InterruptedException {
		return switch (this) {
			case MANAGED -> managed(baseUrl, agentId, conversations, false, texts);
			case MANAGED_VIRTUAL -> managed(baseUrl, agentId, conversations, true, texts);
			case FLUX -> flux(baseUrl, agentId, conversations, texts);
			case KAFKA_BATCH -> kafka(work, AckMode.BATCH, texts);
			case KAFKA_RECORD -> kafka(work, AckMode.RECORD, texts);
		};
	}

	private static Disposable managed(String baseUrl, String agentId, int conversations, boolean virtual,
			Consumer<String> texts) throws InterruptedException {
		StreamSpec spec = (conversations == 1) ? StreamSpec.of("benchmark", ONE, "cnv_0")
				: DeliveryMeasurement.agent(agentId, DEFAULT_CONCURRENCY);
		return new ManagedApplication(baseUrl, spec, virtual, conversations, (text) -> accept(text, texts))::close;
	}

	private static Disposable flux(String baseUrl, String agentId, int conversations, Consumer<String> texts) {
		ReactiveBimpeAI client = ReactiveBimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build();
		ReactiveBimpeAIStreams streams = new ReactiveBimpeAIStreams(client);
		for (int i = 0; i < conversations; i++) {
			streams.open((conversations == 1) ? ONE : agentId, "cnv_" + i, texts);
		}
		return client::close;
	}

	private static Disposable kafka(String work, AckMode acknowledgement, Consumer<String> texts) {
		return new KafkaConsumers(System.getProperty("kafka"), KafkaTopic.of(work), acknowledgement, texts)::close;
	}

	private static void accept(@Nullable String text, Consumer<String> texts) {
		if (text != null) {
			texts.accept(text);
		}
	}

}
