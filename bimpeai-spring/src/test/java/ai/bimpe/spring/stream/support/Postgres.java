package ai.bimpe.spring.stream.support;

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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A PostgreSQL server of the tests' own, started once and ended with the tests.
 */
public final class Postgres {

	public static final String UPDATE = """
			UPDATE INT_LOCK SET CLIENT_ID=?, EXPIRED_AFTER=?
			WHERE REGION=? AND LOCK_KEY=? AND (CLIENT_ID=? OR EXPIRED_AFTER<?)
			""";

	public static final String INSERT = """
			INSERT INTO INT_LOCK (REGION, LOCK_KEY, CLIENT_ID, CREATED_DATE, EXPIRED_AFTER)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
			""";

	public static final String RENEW = """
			UPDATE INT_LOCK SET EXPIRED_AFTER=?
			WHERE REGION=? AND LOCK_KEY=? AND CLIENT_ID=?
			""";

	private static final EmbeddedPostgres SERVER = start();

	private static final HikariDataSource POOL = pool();

	private Postgres() {
	}

	/**
	 * Return where the server listens.
	 * @return its port on the loopback interface
	 */
	public static int port() {
		return SERVER.getPort();
	}

	/**
	 * Return the database of all tests that need no other.
	 * @return a pool of connections, with the tables of Spring Integration
	 */
	public static DataSource dataSource() {
		return POOL;
	}

	/**
	 * Create a database.
	 * @param name its name
	 * @return the database, with the tables of Spring Integration
	 */
	public static DataSource create(String name) {
		new JdbcTemplate(POOL).execute("CREATE DATABASE " + name);
		return withTables(SERVER.getDatabase("postgres", name));
	}

	/**
	 * Take a database down: it ends its connections, and refuses further ones.
	 * @param name its name
	 */
	public static void takeDown(String name) {
		JdbcTemplate server = new JdbcTemplate(POOL);
		server.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
		server.queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", name);
	}

	/**
	 * Bring a database up that was taken down.
	 * @param name its name
	 */
	public static void bringUp(String name) {
		new JdbcTemplate(POOL).execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
	}

	/**
	 * Create a metadata store.
	 * @return what reads and writes its table
	 */
	public static ConcurrentMetadataStore store() {
		JdbcMetadataStore store = new JdbcMetadataStore(dataSource());
		store.afterPropertiesSet();
		return store;
	}

	/**
	 * Create a registry of locks.
	 * @return the registry
	 */
	public static JdbcLockRegistry registry() {
		return registry(UPDATE, INSERT, RENEW);
	}

	/**
	 * Create a registry of locks.
	 * @param update the statement that takes a lock
	 * @param insert the statement that creates a lock
	 * @param renew the statement that renews a lock
	 * @return the registry
	 */
	public static JdbcLockRegistry registry(String update, String insert, String renew) {
		DefaultLockRepository repository = new DefaultLockRepository(dataSource());
		repository.setTransactionManager(new JdbcTransactionManager(dataSource()));
		repository.setUpdateQuery(update);
		repository.setInsertQuery(insert);
		repository.setRenewQuery(renew);
		repository.afterPropertiesSet();
		repository.afterSingletonsInstantiated();
		return new JdbcLockRegistry(repository, Duration.ofHours(1));
	}

	private static HikariDataSource pool() {
		HikariConfig config = new HikariConfig();
		config.setDataSource(withTables(SERVER.getPostgresDatabase()));
		return new HikariDataSource(config);
	}

	private static DataSource withTables(DataSource dataSource) {
		new ResourceDatabasePopulator(
				new ClassPathResource("org/springframework/integration/jdbc/schema-postgresql.sql"))
			.execute(dataSource);
		return dataSource;
	}

	private static EmbeddedPostgres start() {
		try {
			return EmbeddedPostgres.builder()
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setServerConfig("fsync", "off")
				.setPGStartupWait(Duration.ofMinutes(2))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
