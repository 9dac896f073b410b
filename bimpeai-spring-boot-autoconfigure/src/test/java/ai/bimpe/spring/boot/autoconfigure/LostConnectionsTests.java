package ai.bimpe.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application logs about lost connections.
 */
@ExtendWith(OutputCaptureExtension.class)
class LostConnectionsTests {

	/** Warns of every lost connection. */
	private static final String LOGGER = "reactor.netty.http.client.HttpClientConnect";

	@Test
	void levelOfTheLoggerOfReactorNettyIsNotChanged() {
		try (Simulator simulator = Simulator.start(); ConfigurableApplicationContext context = run(simulator)) {
			assertThat(context.getEnvironment().getProperty("logging.level." + LOGGER)).isNull();
			LoggerConfiguration logger = context.getBean(LoggingSystem.class).getLoggerConfiguration(LOGGER);
			assertThat(logger).satisfiesAnyOf((none) -> assertThat(none).isNull(),
					(known) -> assertThat(known.getConfiguredLevel()).isNull());
		}
	}

	@Test
	void fiftyLostConnectionsAreOneLineWithRequestIdWhenThatLoggerIsQuiet(CapturedOutput output) {
		try (Simulator simulator = Simulator.start();
				ConfigurableApplicationContext context = run(simulator, "--logging.level." + LOGGER + "=error")) {
			simulator.onAny().resetConnection();
			BimpeAI client = context.getBean(BimpeAI.class);
			IntStream.range(0, 50)
				.forEach((i) -> assertThatException()
					.isThrownBy(() -> client.agents().list(ListQuery.create(), RequestOption.requestId("call-" + i))));
			List<String> warnings = output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
			assertThat(warnings).singleElement().asString().contains("call-0").contains("'bimpeai.base-url'");
			assertThat(output).doesNotContain("\tat ");
		}
		finally {
			LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LOGGER, null);
		}
	}

	private static ConfigurableApplicationContext run(Simulator simulator, String... arguments) {
		String[] client = { "--bimpeai.api-key=sk_test", "--bimpeai.base-url=" + simulator.baseUrl(),
				"--bimpeai.max-retries=0" };
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(Stream.of(client, arguments).flatMap(Arrays::stream).toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(BimpeAIAutoConfiguration.class)
	static class Application {

	}

}
