package ai.bimpe.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
	@ValueSource(strings = { "call", "stream", "refusal" })
	void nothingBlocks(String first) throws Exception {
		AtomicBoolean refuses = new AtomicBoolean(first.equals("refusal"));
		this.server.answer((request, out) -> {
			if (refuses.getAndSet(false)) {
				out.write(String.join("\r\n", "HTTP/1.1 429 Busy", "Date: Sat Jul  4 08:00:00 2026",
						"Retry-After: Saturday, 04-Jul-26 08:00:01 GMT", "X-RateLimit-Reset: 1783152000",
						"Content-Length: 36", "", "{\"message\":[\"name: must be given.\"]}"));
			}
			else if (request.contains("/stream?")) {
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
