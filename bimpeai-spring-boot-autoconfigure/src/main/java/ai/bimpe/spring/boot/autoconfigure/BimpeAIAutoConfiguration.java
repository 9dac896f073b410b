package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link BimpeAI} and
 * {@link ReactiveBimpeAI}: two faces of one client. When the application defines one of
 * them, the other is derived from it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { WebClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				HttpClientAutoConfiguration.class, SslAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(BimpeAI.class)
@EnableConfigurationProperties(BimpeAIProperties.class)
@Import({ EmbeddedSimulatorConfiguration.class, BimpeAIClientConfiguration.class })
public final class BimpeAIAutoConfiguration {

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(ReactiveBimpeAI.class)
	BimpeAI bimpeAI(ReactiveBimpeAI client) {
		return client.blocking();
	}

	/**
	 * The application brought the blocking face only.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(ReactiveBimpeAI.class)
	@ConditionalOnSingleCandidate(BimpeAI.class)
	static class ReactiveFaceConfiguration {

		@Bean(destroyMethod = "")
		ReactiveBimpeAI reactiveBimpeAI(BimpeAI client) {
			return client.reactive();
		}

	}

}
