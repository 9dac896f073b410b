package ai.bimpe.spring.boot.autoconfigure.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the checkpoints of streams.
 *
 * @param store Where checkpoints are kept, unless the application has a CheckpointStore
 * or a ConcurrentMetadataStore bean.
 * @param redis What is kept in Redis.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.checkpoints")
public record BimpeAICheckpointProperties(@DefaultValue("memory") Store store, @DefaultValue Redis redis) {

	/**
	 * Where checkpoints are kept.
	 */
	public enum Store {

		/**
		 * Memory, until the application ends.
		 */
		MEMORY,

		/**
		 * Database of the application.
		 */
		JDBC,

		/**
		 * Redis server of the application.
		 */
		REDIS

	}

	/**
	 * What is kept in Redis.
	 *
	 * @param keyPrefix Start of every key.
	 */
	public record Redis(@DefaultValue("bimpeai:") String keyPrefix) {

	}

}
