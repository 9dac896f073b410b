package ai.bimpe.spring.boot.autoconfigure.cluster;

import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.integration.redis.metadata.RedisMetadataStore;
import org.springframework.integration.redis.util.RedisLockRegistry;

/**
 * A cluster over the Redis server of the checkpoints.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RedisLockRegistry.class, RedisConnectionFactory.class })
@ConditionalOnProperty(name = "bimpeai.checkpoints.store", havingValue = "redis")
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
class RedisClusterConfiguration {

	@Bean
	@Lazy
	ClusterEngine bimpeAIRedisClusterEngine(RedisConnectionFactory connections,
			BimpeAICheckpointProperties properties) {
		String prefix = properties.redis().keyPrefix();
		RedisLockRegistry locks = new RedisLockRegistry(connections, prefix + "lock");
		return new ClusterEngine(locks, new RedisMetadataStore(connections, prefix + "cluster"), locks::destroy);
	}

}
