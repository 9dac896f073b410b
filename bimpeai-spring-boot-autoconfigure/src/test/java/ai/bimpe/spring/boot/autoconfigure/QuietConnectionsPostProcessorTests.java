package ai.bimpe.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link QuietConnectionsPostProcessor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuietConnectionsPostProcessorTests {

	private static final String LEVEL = "logging.level." + QuietConnectionsPostProcessor.LOGGER;

	@Test
	void fiftyLostConnectionsAreOneLineWithRequestId(CapturedOutput output) {
		try (Simulator simulator = Simulator.start();
				ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
					.web(WebApplicationType.NONE)
					.run("--bimpeai.api-key=sk_test", "--bimpeai.base-url=" + simulator.baseUrl(),
							"--bimpeai.max-retries=0")) {
			simulator.onAny().resetConnection();
			BimpeAI client = context.getBean(BimpeAI.class);
			IntStream.range(0, 50)
				.forEach((i) -> assertThatException()
					.isThrownBy(() -> client.agents().list(ListQuery.create(), RequestOption.requestId("call-" + i))));
			List<String> warnings = output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
			assertThat(warnings).singleElement().asString().contains("call-0").contains("'bimpeai.base-url'");
			assertThat(output).doesNotContain("\tat ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "reactor.netty", "reactor.netty.http.client.HttpClientConnect" })
	void levelOfTheApplicationIsKept(String logger) {
		MockEnvironment environment = new MockEnvironment().withProperty("logging.level." + logger, "debug");
		process(environment);
		assertThat(environment.getPropertySources().contains("bimpeaiDefaults")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "root", "react", "reactor.netty.http.server", "org.example" })
	void levelsOfOtherLoggersDoNotMatter(String logger) {
		MockEnvironment environment = new MockEnvironment().withProperty("logging.level." + logger, "debug");
		process(environment);
		assertThat(environment.getProperty(LEVEL)).isEqualTo("error");
	}

	private static void process(MockEnvironment environment) {
		new QuietConnectionsPostProcessor().postProcessEnvironment(environment, new SpringApplication());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
	static class Application {

	}

}
