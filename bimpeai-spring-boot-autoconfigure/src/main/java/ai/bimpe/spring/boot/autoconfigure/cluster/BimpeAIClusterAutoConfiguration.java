package ai.bimpe.spring.boot.autoconfigure.cluster;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.cluster.LockRegistryStreamOwnership;
import ai.bimpe.spring.stream.cluster.StreamOwnership;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.util.StringUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for streams that have one owner
 * among the instances of an application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BimpeAIStreamsAutoConfiguration.class,
		afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
@ConditionalOnBooleanProperty("bimpeai.cluster.enabled")
@ConditionalOnMissingBean(StreamOwnership.class)
@EnableConfigurationProperties({ BimpeAIClusterProperties.class, BimpeAICheckpointProperties.class })
public final class BimpeAIClusterAutoConfiguration {

	/**
	 * Ownership by the locks of Spring Integration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockRegistry.class)
	@Import({ JdbcClusterConfiguration.class, RedisClusterConfiguration.class })
	static class LockRegistryConfiguration {

		@Bean
		LockRegistryStreamOwnership bimpeAIStreamOwnership(BimpeAIClusterProperties properties,
				BimpeAICheckpointProperties checkpoints, ObjectProvider<LockRegistry<?>> registry,
				ObjectProvider<ConcurrentMetadataStore> store, ObjectProvider<ClusterEngine> engine,
				Environment environment) {
			ClusterBeans beans = new ClusterBeans(checkpoints.store(), engine);
			return new LockRegistryStreamOwnership(
					beans.require(registry, ClusterEngine::lockRegistry, "LockRegistry",
							"JdbcLockRegistry or a RedisLockRegistry"),
					beans.require(store, ClusterEngine::metadataStore, "ConcurrentMetadataStore",
							"JdbcMetadataStore or a RedisMetadataStore"),
					StringUtils.hasText(properties.name()) ? properties.name()
							: environment.getProperty("spring.application.name", "application"),
					properties.lease());
		}

	}

	/**
	 * Two instances would deliver everything twice without anybody noticing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.integration.support.locks.LockRegistry")
	static class NoSpringIntegrationConfiguration implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			throw new BimpeAIConfigurationException("'bimpeai.cluster.enabled' needs Spring Integration: add "
					+ "'org.springframework.integration:spring-integration-jdbc' with "
					+ "'bimpeai.checkpoints.store=jdbc', 'org.springframework.integration:spring-integration-redis' "
					+ "with 'redis', or 'org.springframework.boot:spring-boot-starter-integration' with beans of your "
					+ "own", null);
		}

	}

}
