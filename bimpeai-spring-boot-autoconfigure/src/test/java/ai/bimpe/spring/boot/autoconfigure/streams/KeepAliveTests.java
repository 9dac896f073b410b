package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications without a web server, in processes of their own, which an open
 * stream keeps alive.
 */
class KeepAliveTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int ENDED_BY_SIGTERM = 128 + 15;

	private final Desk desk = new Desk();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void applicationIsAliveWhileStreamIsOpenAndEndsWhenItIsTold() throws Exception {
		isAliveUntilItIsToldToEnd("platform");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads need Java 21")
	void applicationWithVirtualThreadsIsAliveWhileStreamIsOpenAndEndsWhenItIsTold() throws Exception {
		isAliveUntilItIsToldToEnd("virtual", "--spring.threads.virtual.enabled=true");
	}

	private void isAliveUntilItIsToldToEnd(String threads, String... arguments) throws Exception {
		TestProcess process = start(arguments);
		try {
			this.desk.simulator.awaitOpenStreams(1, PATIENCE);
			this.desk.receives("one");
			await().atMost(PATIENCE).until(() -> !this.lines.isEmpty());
			assertThat(this.lines)
				.containsExactly("RECEIVED on a " + threads + " thread, alive by [bimpeai-front-desk-coordinator]");
			assertThat(process.stop()).isTrue();
			assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
			assertThat(this.lines).hasSize(2).last().isEqualTo("CLOSED");
		}
		finally {
			process.kill();
		}
	}

	private TestProcess start(String... arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of("--bimpeai.api-key=" + this.desk.simulator.apiKey(),
				"--bimpeai.base-url=" + this.desk.simulator.baseUrl(),
				"--bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
				"--bimpeai.streams.front-desk.conversation-id=" + this.desk.conversation.id(),
				"--spring.main.web-application-type=none", "--spring.main.banner-mode=off"));
		all.addAll(List.of(arguments));
		return new TestProcess(KeepAliveApplication.class, all, this::hear);
	}

	private void hear(String line) {
		if (line.startsWith("RECEIVED ") || line.equals("CLOSED")) {
			this.lines.add(line);
		}
	}

}
