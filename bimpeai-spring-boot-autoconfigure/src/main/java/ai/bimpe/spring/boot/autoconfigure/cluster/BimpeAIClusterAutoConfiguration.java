package ai.bimpe.spring.boot.autoconfigure.cluster;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
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
@AutoConfiguration(before = BimpeAIStreamsAutoConfiguration.class)
@ConditionalOnBooleanProperty("bimpeai.cluster.enabled")
@ConditionalOnMissingBean(StreamOwnership.class)
@EnableConfigurationProperties(BimpeAIClusterProperties.class)
public final class BimpeAIClusterAutoConfiguration {

	private static <T> T require(ObjectProvider<T> beans, String type, String examples) {
		T bean = beans.getIfAvailable();
		if (bean == null) {
			throw new BimpeAIConfigurationException("'bimpeai.cluster.enabled' needs a bean of type " + type
					+ ", and there is none: define one, such as a " + examples, null);
		}
		return bean;
	}

	/**
	 * Ownership by the locks of Spring Integration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockRegistry.class)
	static class LockRegistryConfiguration {

		@Bean
		LockRegistryStreamOwnership bimpeAIStreamOwnership(BimpeAIClusterProperties properties,
				ObjectProvider<LockRegistry<?>> registry, ObjectProvider<ConcurrentMetadataStore> store,
				Environment environment) {
			return new LockRegistryStreamOwnership(
					require(registry, "LockRegistry", "JdbcLockRegistry or a RedisLockRegistry"),
					require(store, "ConcurrentMetadataStore", "JdbcMetadataStore or a RedisMetadataStore"),
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
			throw new BimpeAIConfigurationException("'bimpeai.cluster.enabled' needs Spring Integration: "
					+ "add 'org.springframework.boot:spring-boot-starter-integration'", null);
		}

	}

}
