package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;
import ai.bimpe.spring.stream.support.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a transactional stream whose process is killed, with the event publication
 * registry of Spring Modulith on PostgreSQL.
 */
class CrashTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Desk desk = new Desk();

	private final String database = "crash_" + UUID.randomUUID().toString().replace('-', '_');

	private final DataSource dataSource = Postgres.create(this.database);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final List<TestProcess> processes = new ArrayList<>();

	@BeforeEach
	void createTable() {
		this.jdbc.execute("create table note (message varchar(100))");
	}

	@AfterEach
	void stop() throws InterruptedException {
		for (TestProcess process : this.processes) {
			process.kill();
		}
		this.desk.close();
	}

	@Test
	void messageThatWasNotCommittedComesAgain() throws Exception {
		String id = this.desk.conversation.receives("one").id();
		TestProcess victim = start("COMMIT");
		awaitLine("COMMIT " + id);
		victim.kill();
		assertThat(notes()).isEmpty();
		assertThat(publications("")).isZero();
		assertThat(checkpoint()).endsWith("|" + Instant.EPOCH);

		start("NOWHERE");
		await().atMost(PATIENCE).until(() -> publications("where completion_date is not null") == 1);
		assertThat(notes()).containsExactly(id);
		assertThat(checkpoint()).endsWith("|" + id);
		awaitLines("COMMIT " + id, "COMMIT " + id, "HAND-ON " + id);
	}

	@Test
	void messageThatWasCommittedIsHandedOnByTheRegistry() throws Exception {
		String id = this.desk.conversation.receives("one").id();
		TestProcess victim = start("HAND-ON");
		awaitLine("HAND-ON " + id);
		victim.kill();
		assertThat(notes()).containsExactly(id);
		assertThat(publications("where completion_date is null")).isOne();
		assertThat(checkpoint()).endsWith("|" + id);

		String next = this.desk.conversation.receives("two").id();
		start("NOWHERE");
		await().atMost(PATIENCE).until(() -> publications("where completion_date is not null") == 2);
		assertThat(notes()).containsExactly(id, next);
		awaitLines("COMMIT " + id, "HAND-ON " + id, "HAND-ON " + id, "COMMIT " + next, "HAND-ON " + next);
	}

	private TestProcess start(String stayAt) throws IOException {
		TestProcess process = new TestProcess(CrashApplication.class,
				List.of("--stay-at=" + stayAt, "--bimpeai.api-key=" + this.desk.simulator.apiKey(),
						"--bimpeai.base-url=" + this.desk.simulator.baseUrl(),
						"--bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
						"--bimpeai.streams.front-desk.conversation-id=" + this.desk.conversation.id(),
						"--bimpeai.streams.front-desk.after=" + Instant.EPOCH,
						"--bimpeai.streams.front-desk.transactional=true",
						"--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + this.database,
						"--spring.datasource.username=postgres",
						"--spring.modulith.events.jdbc.schema-initialization.enabled=true",
						"--spring.modulith.events.republish-outstanding-events-on-restart=true",
						"--spring.main.web-application-type=none", "--spring.main.banner-mode=off"),
				this::hear);
		this.processes.add(process);
		return process;
	}

	private void hear(String line) {
		if (line.startsWith("COMMIT ") || line.startsWith("HAND-ON ")) {
			this.lines.add(line);
		}
	}

	private void awaitLine(String line) {
		await().atMost(PATIENCE).until(() -> this.lines.contains(line));
	}

	private void awaitLines(String... lines) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.lines).containsExactlyInAnyOrder(lines));
	}

	private List<@Nullable String> notes() {
		return this.jdbc.queryForList("select message from note", String.class);
	}

	private String checkpoint() {
		return String.valueOf(this.jdbc.queryForObject(
				"select metadata_value from int_metadata_store where metadata_key = 'bimpeai/front-desk'",
				String.class));
	}

	private int publications(String where) {
		Integer count = this.jdbc.queryForObject("select count(*) from event_publication " + where, Integer.class);
		return (count != null) ? count : 0;
	}

}
