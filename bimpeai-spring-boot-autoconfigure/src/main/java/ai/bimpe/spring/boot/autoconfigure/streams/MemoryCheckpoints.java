package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Checkpoints in memory: only where nothing else is configured, and never without a word.
 */
final class MemoryCheckpoints {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private MemoryCheckpoints() {
	}

	/**
	 * Create a store when none is configured.
	 * @param properties say where checkpoints are to be kept
	 * @return the store
	 * @throws BimpeAIConfigurationException when they are to be kept where they cannot be
	 */
	static InMemoryCheckpointStore store(BimpeAICheckpointProperties properties) {
		return switch (properties.store()) {
			case JDBC -> throw new BimpeAIConfigurationException("'bimpeai.checkpoints.store=jdbc' needs one "
					+ "DataSource: add 'org.springframework.boot:spring-boot-starter-jdbc' and set "
					+ "'spring.datasource.url', or mark one of several DataSource beans as @Primary", null);
			case REDIS -> throw new BimpeAIConfigurationException("'bimpeai.checkpoints.store=redis' needs one "
					+ "RedisConnectionFactory: add 'org.springframework.boot:spring-boot-starter-data-redis' and set "
					+ "'spring.data.redis.host', or mark one of several RedisConnectionFactory beans as @Primary",
					null);
			case MEMORY -> new InMemoryCheckpointStore();
		};
	}

	/**
	 * Report what a restart loses.
	 * @param store has the checkpoints
	 * @param streams the streams
	 */
	static void report(CheckpointStore store, BimpeAIStreams streams) {
		if (store instanceof InMemoryCheckpointStore && !streams.all().isEmpty()) {
			logger.info("Checkpoints are in memory. After a restart, each stream begins at its 'after', or at new "
					+ "messages: what was not delivered by then is lost. 'bimpeai.checkpoints.store' = 'jdbc' or "
					+ "'redis' keeps them");
		}
	}

}
