package ai.bimpe.spring.boot.autoconfigure.actuate;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BimpeAIEndpointAutoConfiguration}.
 */
class BimpeAIEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
				BimpeAIEndpointAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_test");

	@Test
	void isThereWhenExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=bimpeai")
			.run((context) -> assertThat(context).hasSingleBean(BimpeAIEndpoint.class)
				.hasSingleBean(BimpeAIEndpointWebExtension.class));
	}

	@Test
	void isNotExposedUnlessAskedFor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(BimpeAIEndpoint.class)
			.doesNotHaveBean(BimpeAIEndpointWebExtension.class)
			.doesNotHaveBean(LastErrors.class));
	}

	@Test
	void hasNoAccessWhenThatIsTaken() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.bimpeai.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(BimpeAIEndpoint.class));
	}

	@Test
	void hasNoWebExtensionOverJmx() {
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.include=bimpeai", "spring.jmx.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(BimpeAIEndpoint.class)
				.doesNotHaveBean(BimpeAIEndpointWebExtension.class));
	}

	@Test
	void isNotNeededOnTheClassPath() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=bimpeai")
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(BimpeAIStreams.class)
				.doesNotHaveBean("bimpeAIEndpoint"));
	}

}
