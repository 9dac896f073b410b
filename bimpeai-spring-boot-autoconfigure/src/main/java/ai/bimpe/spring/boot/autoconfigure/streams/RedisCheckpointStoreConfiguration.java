package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.RedisCheckpointStore;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Keeps checkpoints in the Redis server of the application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "redis")
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
class RedisCheckpointStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean(CheckpointStore.class)
	RedisCheckpointStore bimpeAIRedisCheckpointStore(RedisConnectionFactory connections,
			BimpeAICheckpointProperties properties) {
		return new RedisCheckpointStore(connections, properties.redis().keyPrefix());
	}

}
