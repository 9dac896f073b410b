package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportMessage;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link EmbeddedSimulatorConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedSimulatorConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class));

	@Test
	void servesTheClientWithoutKey() {
		this.runner.run((context) -> {
			assertThat(context.getBean(BimpeAI.class).workflows()).isNotNull();
			context.getBean(BimpeAI.class).agents().list(ListQuery.create()).forEach((agent) -> {
			});
			assertThat(context.getBean(Simulator.class).count("listAgents")).isOne();
		});
	}

	@Test
	void saysSoInOneLine(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output.getOut().lines().filter((line) -> line.contains("imulator")))
			.singleElement()
			.asString()
			.contains("using the embedded BimpeAI simulator at " + context.getBean(Simulator.class).baseUrl()));
	}

	@Test
	void stopsWithTheContext() {
		AtomicInteger port = new AtomicInteger();
		this.runner.run((context) -> port.set(context.getBean(Simulator.class).port()));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port.get()).close());
	}

	@Test
	void staysOffWithKey(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.api-key=sk_real").run((context) -> {
			assertThat(context).doesNotHaveBean(Simulator.class)
				.hasSingleBean(PropertiesBimpeAIConnectionDetails.class);
			assertThat(output).doesNotContain("imulator");
		});
	}

	@Test
	void staysOffWithKeyInTheEnvironment() {
		this.runner.withInitializer(TestEnvironment.variable("BIMPEAI_API_KEY", "sk_real"))
			.run((context) -> assertThat(context).doesNotHaveBean(Simulator.class));
	}

	@Test
	void staysOffAndFailsTheStartWhenTheEnvironmentVariableIsBlank() {
		this.runner.withInitializer(TestEnvironment.variable("BIMPEAI_API_KEY", " "))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoApiKeyException.class)
				.hasMessageContaining("'bimpeai.api-key' is blank"));
	}

	@Test
	void staysOffAndFailsTheStartWhenThePlaceholderOfTheKeyIsNotDefined() {
		this.runner.withPropertyValues("bimpeai.api-key=${NO_SUCH_VARIABLE}")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoApiKeyException.class)
				.hasMessageContaining("'bimpeai.api-key' is ${NO_SUCH_VARIABLE}, and nothing defines that"));
	}

	@Test
	void staysOffAndFailsTheStartWithBaseUrlButWithoutKey() {
		this.runner.withPropertyValues("bimpeai.base-url=https://api.bimpe.ai")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoApiKeyException.class)
				.hasMessageContaining("'bimpeai.base-url' is set, and 'bimpeai.api-key' is not"));
	}

	@Test
	void staysOffWithProviderOfTheKey() {
		this.runner.withBean(ApiKeyProvider.class, () -> () -> Mono.just("sk_from_vault"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Simulator.class));
	}

	@Test
	@EffectOf("bimpeai.simulator.enabled")
	void startsInSpiteOfKeyAndProviderWhenItIsEnabled(CapturedOutput output) {
		this.runner.withBean(ApiKeyProvider.class, () -> () -> Mono.just("sk_from_vault"))
			.withPropertyValues("bimpeai.api-key=sk_real", "bimpeai.base-url=https://api.bimpe.ai",
					"bimpeai.simulator.enabled=true")
			.run((context) -> {
				assertThat(context.getBean(BimpeAIConnectionDetails.class).baseUrl())
					.isEqualTo(context.getBean(Simulator.class).baseUrl());
				assertThat(output).contains("WARN")
					.contains("'bimpeai.simulator.enabled' is true: using the embedded BimpeAI simulator");
			});
	}

	@Test
	void staysOffWhenItIsDisabled() {
		this.runner.withPropertyValues("bimpeai.simulator.enabled=false")
			.run((context) -> assertThat(context).getFailure().rootCause().isInstanceOf(NoApiKeyException.class));
	}

	@Test
	void isMissedWhenItIsEnabledButNotOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(Simulator.class))
			.withPropertyValues("bimpeai.simulator.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("'bimpeai.simulator.enabled' is true, and the simulator is not on the class path: "
						+ "add ai.bimpe:bimpeai-simulator"));
	}

	@Test
	void hasTheAgentsAndConversationsOfTheStreams() {
		this.runner
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=agt_1",
					"bimpeai.streams.front-desk.conversation-id=cnv_1")
			.run((context) -> assertThat(context.getBean(Simulator.class).agent("agt_1").hasConversation("cnv_1"))
				.isTrue());
	}

	@Test
	void staysOffWithConnectionDetailsOfTheApplication() {
		this.runner.withBean(BimpeAIConnectionDetails.class, () -> () -> "sk_from_vault")
			.run((context) -> assertThat(context).doesNotHaveBean(Simulator.class)
				.hasSingleBean(BimpeAIConnectionDetails.class));
	}

	@Test
	void staysOffWithClientOfTheApplication() {
		this.runner.withBean(ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Simulator.class));
	}

	@Test
	void usesTheSimulatorOfTheApplication() {
		this.runner.withBean("own", Simulator.class, Simulator::start)
			.run((context) -> assertThat(context.getBean(BimpeAIConnectionDetails.class).baseUrl())
				.isEqualTo(context.getBean("own", Simulator.class).baseUrl()));
	}

	@Test
	void conditionReportSaysWhyItStaysOff() {
		this.runner.withPropertyValues("bimpeai.api-key=sk_real").run((context) -> {
			ConditionEvaluationReport report = ConditionEvaluationReport
				.get(context.getSourceApplicationContext().getBeanFactory());
			assertThat(new ConditionEvaluationReportMessage(report).toString())
				.contains("Embedded BimpeAI simulator found property bimpeai.api-key or bimpeai.base-url")
				.doesNotContain("sk_real");
		});
	}

	@Test
	void isNotNeededOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(Simulator.class))
			.withPropertyValues("bimpeai.api-key=sk_real")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(BimpeAI.class));
	}

}
