package ai.bimpe.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.support.RawServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a client can be used for the first time on a thread that must not block.
 */
class FirstUseOnEventLoopTests {

	@RegisterExtension
	final RawServer server = new RawServer();

	@ParameterizedTest
	@ValueSource(strings = { "call", "stream" })
	void nothingBlocks(String first) throws Exception {
		this.server.answer((request, out) -> {
			if (request.contains("/stream?")) {
				out.write(RawServer.STREAM_UNTIL_CLOSE + "data: {\"id\":\"m\"}\n\n");
				out.close();
			}
			else {
				out.write(RawServer.json("{\"message\":\"Success\",\"data\":{\"id\":\"m\"}}"));
			}
		});
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+AllowRedefinitionToAddDeleteMethods", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				FirstUseOnEventLoop.class.getName(), this.server.baseUrl(), first)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output).contains(FirstUseOnEventLoop.DONE).doesNotContain("BlockingOperationError");
		assertThat(process.exitValue()).isZero();
	}

}
