package ai.bimpe.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link BimpeAIAutoConfiguration}.
 */
class BimpeAIAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, WebClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, HttpClientAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_test");

	@Test
	void providesBothFacesOfOneClient() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(BimpeAI.class).hasSingleBean(ReactiveBimpeAI.class);
			assertThat(context.getBean(BimpeAI.class).reactive()).isSameAs(context.getBean(ReactiveBimpeAI.class));
		});
	}

	@Test
	void environmentVariableAloneIsEnough() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withInitializer(TestEnvironment.variable("BIMPEAI_API_KEY", "sk_from_environment"))
			.run((context) -> assertThat(context.getBean(BimpeAIConnectionDetails.class).apiKey())
				.isEqualTo("sk_from_environment"));
	}

	@Test
	void worksWithoutAutoConfiguredWebClient() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_test")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(BimpeAI.class));
	}

	@Test
	void theRestWorksWithClientOfTheApplicationWhenItIsExcluded() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIStreamsAutoConfiguration.class, BimpeAIMetricsAutoConfiguration.class,
							BimpeAIHealthContributorAutoConfiguration.class, BimpeAIEndpointAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("bimpeai.accounts.acme.api-key=sk_test",
					"management.endpoints.web.exposure.include=bimpeai")
			.withUserConfiguration(ReactiveClientConfiguration.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasBean("bimpeAIStreamStateMeters");
				assertThat(context.getBean(BimpeAIStreams.class).all()).isEmpty();
			});
	}

	@Test
	void accountsAreNoClientsWhenItIsExcluded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIStreamsAutoConfiguration.class))
			.withPropertyValues("bimpeai.accounts.acme.api-key=sk_test")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BimpeAIStreams.class));
	}

	@Test
	void backsOffWithoutTheClientOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(BimpeAI.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("reactiveBimpeAI"));
	}

	@Test
	void derivesBlockingFaceFromClientOfTheApplication() {
		this.runner.withUserConfiguration(ReactiveClientConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(ReactiveBimpeAI.class).doesNotHaveBean(BimpeAIConnectors.class);
			assertThat(context.getBean(BimpeAI.class)).isSameAs(context.getBean(ReactiveBimpeAI.class).blocking());
		});
	}

	@Test
	void derivesReactiveFaceFromClientOfTheApplication() {
		this.runner.withUserConfiguration(BlockingClientConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(BimpeAI.class).doesNotHaveBean(BimpeAIConnectors.class);
			assertThat(context.getBean(ReactiveBimpeAI.class)).isSameAs(context.getBean(BimpeAI.class).reactive());
		});
	}

	@Test
	void needsNoKeyForClientOfTheApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withUserConfiguration(ReactiveClientConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void derivesNothingFromSeveralClientsOfTheApplication() {
		this.runner.withUserConfiguration(BlockingClientConfiguration.class)
			.withBean("second", BimpeAI.class, () -> mock(BimpeAI.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveBimpeAI.class));
	}

	@Test
	void backsOffForConnectionDetailsOfTheApplication() {
		this.runner.withUserConfiguration(ConnectionDetailsConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(BimpeAIConnectionDetails.class)
				.doesNotHaveBean(PropertiesBimpeAIConnectionDetails.class));
	}

	@Test
	void closesTheClientWithTheContext() {
		List<BimpeAIConnectors> connectors = new ArrayList<>();
		this.runner.run((context) -> connectors.add(context.getBean(BimpeAIConnectors.class)));
		assertThat(connectors.get(0).isClosed()).isTrue();
	}

	@Test
	void closesDerivedFaceOnlyOnce() {
		ReactiveBimpeAI client = mock(ReactiveBimpeAI.class);
		BimpeAI blocking = mock(BimpeAI.class);
		given(client.blocking()).willReturn(blocking);
		this.runner.withBean(ReactiveBimpeAI.class, () -> client)
			.run((context) -> assertThat(context.getBean(BimpeAI.class)).isSameAs(blocking));
		then(blocking).should(never()).close();
	}

	@Test
	void callsCustomizersInTheirOrder() {
		this.runner.withUserConfiguration(CustomizersConfiguration.class)
			.run((context) -> assertThat(context.getBean(CustomizersConfiguration.class).calls).containsExactly("first",
					"second"));
	}

	@Test
	void toleratesSeveralObservationRegistries() {
		this.runner.withBean("one", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("two", ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveClientConfiguration {

		@Bean
		ReactiveBimpeAI ownClient() {
			return ReactiveBimpeAI.create("sk_own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BlockingClientConfiguration {

		@Bean
		BimpeAI ownClient() {
			return BimpeAI.create("sk_own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectionDetailsConfiguration {

		@Bean
		BimpeAIConnectionDetails ownDetails() {
			return () -> "sk_from_vault";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizersConfiguration {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		BimpeAIClientCustomizer second() {
			return (builder) -> this.calls.add("second");
		}

		@Bean
		@Order(1)
		BimpeAIClientCustomizer first() {
			return (builder) -> this.calls.add("first");
		}

	}

}
