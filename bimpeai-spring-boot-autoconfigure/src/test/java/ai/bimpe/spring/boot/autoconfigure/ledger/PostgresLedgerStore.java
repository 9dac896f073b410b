package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * PostgreSQL.
 */
final class PostgresLedgerStore implements LedgerStore {

	private final Path directory;

	private final int port;

	private EmbeddedPostgres server;

	PostgresLedgerStore(Path directory, int port) throws IOException {
		this.directory = directory.resolve("postgres");
		this.port = port;
		this.server = start(this.directory, port);
	}

	private static EmbeddedPostgres start(Path directory, int port) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(directory)
			.setCleanDataDirectory(false)
			.setPort(port)
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("fsync", "off")
			.setPGStartupWait(Duration.ofMinutes(2))
			.start();
	}

	@Override
	public String name() {
		return "PostgreSQL";
	}

	// A connection is not waited for longer than the streams can do without.
	@Override
	public List<String> arguments() {
		return List.of("--bimpeai.checkpoints.store=jdbc", "--bimpeai.checkpoints.jdbc.initialize-schema=always",
				"--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + this.port + "/postgres",
				"--spring.datasource.username=postgres", "--spring.datasource.hikari.connection-timeout=1000");
	}

	@Override
	public void stop() throws IOException {
		this.server.close();
	}

	@Override
	public void restart() throws IOException {
		this.server = start(this.directory, this.port);
	}

	@Override
	public void empty() {
		new JdbcTemplate(this.server.getPostgresDatabase())
			.execute("TRUNCATE BIMPEAI_CHECKPOINT, BIMPEAI_LOCK, BIMPEAI_METADATA_STORE");
	}

}
