package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A PostgreSQL server of the tests' own, started once and ended with the tests.
 */
final class Postgres {

	static final String UPDATE = """
			UPDATE INT_LOCK SET CLIENT_ID=?, EXPIRED_AFTER=?
			WHERE REGION=? AND LOCK_KEY=? AND (CLIENT_ID=? OR EXPIRED_AFTER<?)
			""";

	static final String INSERT = """
			INSERT INTO INT_LOCK (REGION, LOCK_KEY, CLIENT_ID, CREATED_DATE, EXPIRED_AFTER)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
			""";

	private static final EmbeddedPostgres SERVER = start();

	private static final HikariDataSource POOL = pool();

	private Postgres() {
	}

	static int port() {
		return SERVER.getPort();
	}

	static DataSource dataSource() {
		return POOL;
	}

	static ConcurrentMetadataStore store() {
		JdbcMetadataStore store = new JdbcMetadataStore(dataSource());
		store.afterPropertiesSet();
		return store;
	}

	static JdbcLockRegistry registry(String update, String insert) {
		DefaultLockRepository repository = new DefaultLockRepository(dataSource());
		repository.setTransactionManager(new JdbcTransactionManager(dataSource()));
		repository.setUpdateQuery(update);
		repository.setInsertQuery(insert);
		repository.afterPropertiesSet();
		repository.afterSingletonsInstantiated();
		return new JdbcLockRegistry(repository, Duration.ofHours(1));
	}

	private static HikariDataSource pool() {
		HikariConfig config = new HikariConfig();
		config.setDataSource(SERVER.getPostgresDatabase());
		return new HikariDataSource(config);
	}

	private static EmbeddedPostgres start() {
		try {
			EmbeddedPostgres server = EmbeddedPostgres.builder()
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setServerConfig("fsync", "off")
				.start();
			new ResourceDatabasePopulator(
					new ClassPathResource("org/springframework/integration/jdbc/schema-postgresql.sql"))
				.execute(server.getPostgresDatabase());
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
