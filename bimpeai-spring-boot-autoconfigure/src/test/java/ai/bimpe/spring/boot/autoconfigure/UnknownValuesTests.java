package ai.bimpe.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the log says about channels that this version does not know.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownValuesTests {

	private static final String UNKNOWN = "which this version does not know";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_key", "bimpeai.accounts.acme.api-key=sk_acme",
				"bimpeai.streams.desk.agent-id=agt_1", "bimpeai.accounts.acme.streams.pia.agent-id=agt_2");

	@ParameterizedTest
	@CsvSource({ "bimpeai.streams.desk, whatsap, whatsapp", "bimpeai.streams.desk, WhatsApp, whatsapp",
			"bimpeai.streams.desk, test-webchat, test_webchat",
			"bimpeai.accounts.acme.streams.pia, telefony, telephony" })
	void channelIsNamedOnceWithTheNearestOneAndSentAsItIs(String stream, String channel, String nearest,
			CapturedOutput output) {
		this.runner.withPropertyValues(stream + ".channels=webchat," + channel)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains(UNKNOWN))).singleElement()
			.asString()
			.contains("WARN")
			.contains("'" + stream + ".channels' has the value '" + channel + "', " + UNKNOWN + ": '" + nearest
					+ "' may be what is meant. It is sent as it is, and the server may refuse it");
	}

	@Test
	void channelThatResemblesNoneIsNamedAlone(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.streams.desk.channels=carrier-pigeon").run((context) -> {
		});
		assertThat(output).contains("has the value 'carrier-pigeon', " + UNKNOWN + ". It is sent as it is");
	}

	@Test
	void channelsThatAreKnownAreNotNamed(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.streams.desk.channels=whatsapp,test_webchat,messenger")
			.run((context) -> {
			});
		assertThat(output).doesNotContain(UNKNOWN);
	}

}
