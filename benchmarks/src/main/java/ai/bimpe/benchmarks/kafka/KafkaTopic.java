package ai.bimpe.benchmarks.kafka;

import java.util.Arrays;
import java.util.Optional;

/**
 * The topics of the broker, for the works that they stand in for.
 */
public enum KafkaTopic {

	/** Full speed, one conversation. */
	ONE("consume-1", 1, 1),

	/** Full speed, a thousand conversations. */
	MANY("consume-1000", 1000, 8),

	/** A thousand messages a second over a thousand conversations. */
	SLOW("slow-1000", 1000, 8);

	/** Messages that a partition of the first two has; they are read again and again. */
	static final int RECORDS = 50_000;

	private final String work;

	private final int conversations;

	private final int partitions;

	KafkaTopic(String work, int conversations, int partitions) {
		this.work = work;
		this.conversations = conversations;
		this.partitions = partitions;
	}

	/**
	 * Return the topic for a work.
	 * @param work the work with the number of its conversations
	 * @return the topic
	 */
	public static KafkaTopic of(String work) {
		Optional<KafkaTopic> found = Arrays.stream(values()).filter((topic) -> topic.work.equals(work)).findFirst();
		return found.orElseThrow(() -> new IllegalArgumentException(work));
	}

	String topicName() {
		return this.work;
	}

	int conversations() {
		return this.conversations;
	}

	/** As many as conversations of a managed stream are delivered at a time. */
	int partitions() {
		return this.partitions;
	}

}
