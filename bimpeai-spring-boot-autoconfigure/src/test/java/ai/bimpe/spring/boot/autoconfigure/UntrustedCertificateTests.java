package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a server whose certificate is not trusted.
 */
@ExtendWith(OutputCaptureExtension.class)
class UntrustedCertificateTests {

	@RegisterExtension
	final TlsServer server = new TlsServer();

	@Test
	void isNamedAsSuchWithTheRemedyAndNothingIsSent(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.server.baseUrl(),
					"bimpeai.max-retries=0")
			.run((context) -> {
				BimpeAI bimpeai = context.getBean(BimpeAI.class);
				assertThatExceptionOfType(ApiConnectionException.class)
					.isThrownBy(() -> bimpeai.agents().list(ListQuery.create()))
					.withMessageContaining(
							"could not make a secure connection: the certificate of the server is not trusted")
					.satisfies((ex) -> assertThat(ex.isSent()).isFalse());
				assertThatExceptionOfType(ApiConnectionException.class)
					.isThrownBy(() -> bimpeai.calls().make("agt_1", MakeCallRequest.test("+447700900461")))
					.satisfies((ex) -> assertThat(ex.isSent()).isFalse());
				assertThat(output.getAll().lines().filter((line) -> line.contains("cannot be used"))).singleElement()
					.asString()
					.contains("'bimpeai.ssl.bundle'")
					.contains("no request was sent")
					.doesNotContain("base-url");
			});
		assertThat(this.server.requests()).isZero();
	}

}
