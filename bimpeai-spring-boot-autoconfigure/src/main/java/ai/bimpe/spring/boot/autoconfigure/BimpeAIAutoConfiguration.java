package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.observation.ClientObservationConvention;
import ai.bimpe.client.observation.StreamObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link BimpeAI} and
 * {@link ReactiveBimpeAI}: two faces of one client. When the application defines one of
 * them, the other is derived from it. Named accounts have clients of their own, which are
 * qualified by their names.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { WebClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
				HttpClientAutoConfiguration.class, SslAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(BimpeAI.class)
@EnableConfigurationProperties({ BimpeAIProperties.class, BimpeAISimulatorProperties.class })
@Import({ EmbeddedSimulatorConfiguration.class, BimpeAIClientConfiguration.class, BimpeAIAccountsConfiguration.class })
public final class BimpeAIAutoConfiguration {

	/**
	 * Destroy method of a derived blocking face, which does nothing: the client is closed
	 * as its other face, when nothing uses either any more. No name at all would be lost
	 * when the application is processed ahead of time, and closing be inferred again.
	 */
	static final String KEEP_BLOCKING = "reactive";

	/** Destroy method of a derived reactive face, which does nothing either. */
	static final String KEEP_REACTIVE = "blocking";

	@Bean
	static BoundProperties bimpeAIBoundProperties() {
		return new BoundProperties();
	}

	@Bean
	BimpeAIAccounts bimpeAIAccounts(Environment environment, BoundProperties bound) {
		return new BimpeAIAccounts(environment, bound);
	}

	// The properties are read by then, also when beans are created lazily. The parent of
	// a context has reported its own.
	@Bean
	@ConditionalOnMissingBean
	UnknownProperties bimpeAIUnknownProperties(Environment environment, BimpeAIProperties properties,
			BimpeAIAccounts accounts, BoundProperties bound) {
		return new UnknownProperties(environment, accounts.names(), bound);
	}

	@Bean
	UnknownValues bimpeAIUnknownValues(Environment environment, BimpeAIProperties properties,
			BimpeAIAccounts accounts) {
		return new UnknownValues(environment, properties, accounts);
	}

	@Bean
	EventLoops bimpeAIEventLoops() {
		return new EventLoops();
	}

	@Bean
	BimpeAIClientFactory bimpeAIClientFactory(EventLoops eventLoops,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectorBuilder,
			ObjectProvider<ClientHttpConnectorBuilderCustomizer<?>> connectorBuilderCustomizers,
			ObjectProvider<HttpClientSettings> settings, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<WebClient.Builder> webClientBuilder, ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ClientObservationConvention> observationConvention,
			ObjectProvider<StreamObservationConvention> streamObservationConvention,
			ObjectProvider<CallListener> callListeners, ObjectProvider<BimpeAIJsonCustomizer> jsonCustomizers,
			ObjectProvider<BimpeAIClientCustomizer> clientCustomizers) {
		Supplier<ReactorClientHttpConnectorBuilder> reactor = SingletonSupplier.of(() -> ReactorConnectorBuilder
			.of(connectorBuilder.getIfAvailable(), connectorBuilderCustomizers.orderedStream().toList()));
		return new BimpeAIClientFactory((properties) -> new BimpeAIConnectors(reactor.get(),
				settings.getIfAvailable(HttpClientSettings::defaults), properties, sslBundles.getIfAvailable(),
				eventLoops), () -> webClientBuilder.getIfAvailable(WebClient::builder), List.of((builder) -> {
					builder.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP));
					observationConvention.ifUnique(builder::observationConvention);
					streamObservationConvention.ifUnique(builder::streamObservationConvention);
					callListeners.orderedStream().forEach(builder::callListener);
					jsonCustomizers.orderedStream().forEach((customizer) -> builder.json(customizer::customize));
				}, (builder) -> clientCustomizers.orderedStream()
					.forEach((customizer) -> customizer.customize(builder))));
	}

	@Bean(destroyMethod = KEEP_BLOCKING)
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(ReactiveBimpeAI.class)
	BimpeAI bimpeAI(ReactiveBimpeAI client) {
		return DerivedBimpeAI.of(client);
	}

	/**
	 * The application brought the blocking face only.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(ReactiveBimpeAI.class)
	@ConditionalOnSingleCandidate(BimpeAI.class)
	static class ReactiveFaceConfiguration {

		@Bean(destroyMethod = KEEP_REACTIVE)
		ReactiveBimpeAI reactiveBimpeAI(BimpeAI client) {
			return DerivedReactiveBimpeAI.of(client);
		}

	}

}
