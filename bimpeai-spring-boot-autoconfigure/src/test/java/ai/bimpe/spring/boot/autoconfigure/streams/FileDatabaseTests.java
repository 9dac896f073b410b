package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;
import ai.bimpe.spring.boot.autoconfigure.cluster.FailoverApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for one instance without a server: its checkpoints are in a file of H2, and its
 * process is killed.
 */
class FileDatabaseTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int KILLS = 2;

	private static final int BETWEEN_KILLS = 20;

	@TempDir
	Path directory;

	private final Desk desk = new Desk();

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<TestProcess> processes = new ArrayList<>();

	private final ScheduledExecutorService flow = Executors.newSingleThreadScheduledExecutor();

	@AfterEach
	void stop() throws InterruptedException {
		this.flow.shutdownNow();
		for (TestProcess process : this.processes) {
			process.kill();
		}
		this.desk.close();
	}

	@Test
	void nothingIsLostWhenTheProcessIsKilled() throws Exception {
		ScheduledFuture<?> sending = this.flow.scheduleWithFixedDelay(
				() -> this.sent.add(this.desk.conversation.receives("text").id()), 0, 20, TimeUnit.MILLISECONDS);
		for (int kill = 0; kill < KILLS; kill++) {
			TestProcess victim = start();
			awaitReceived((kill + 1) * BETWEEN_KILLS);
			victim.kill();
		}
		start();
		awaitReceived((KILLS + 1) * BETWEEN_KILLS);
		sending.cancel(false);
		this.flow.shutdown();
		assertThat(this.flow.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		await().atMost(PATIENCE).until(() -> this.received.containsAll(this.sent));
		assertThat(new LinkedHashSet<>(this.received)).containsExactlyElementsOf(this.sent);
		// Those in flight.
		assertThat(this.received).hasSizeLessThanOrEqualTo(this.sent.size() + KILLS);
	}

	private void awaitReceived(int count) {
		await().atMost(PATIENCE).until(() -> this.received.size() >= count);
	}

	private TestProcess start() throws IOException {
		TestProcess process = new TestProcess(FailoverApplication.class,
				List.of("--bimpeai.api-key=" + this.desk.simulator.apiKey(),
						"--bimpeai.base-url=" + this.desk.simulator.baseUrl(),
						"--bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
						"--bimpeai.streams.front-desk.conversation-id=" + this.desk.conversation.id(),
						"--bimpeai.streams.front-desk.after=" + Instant.EPOCH, "--bimpeai.checkpoints.store=jdbc",
						"--bimpeai.checkpoints.jdbc.initialize-schema=always", "--spring.datasource.url=jdbc:h2:file:"
								+ this.directory.resolve("checkpoints") + ";WRITE_DELAY=0",
						"--spring.main.banner-mode=off"),
				this::hear);
		this.processes.add(process);
		return process;
	}

	private void hear(String line) {
		if (line.startsWith("RECEIVED front-desk ")) {
			this.received.add(line.substring("RECEIVED front-desk ".length()));
		}
	}

}
