package ai.bimpe.spring.boot.autoconfigure.streams;

import java.nio.file.Path;
import java.util.Objects;

import javax.sql.DataSource;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIConfigurationException;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.JdbcCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.MetadataCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.RedisCheckpointStore;
import ai.bimpe.spring.stream.support.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for checkpoints that a property keeps, without beans of the application.
 */
@ExtendWith(OutputCaptureExtension.class)
class CheckpointStoreConfigurationTests {

	private static final String JDBC = "bimpeai.checkpoints.store=jdbc";

	private static final String REDIS = "bimpeai.checkpoints.store=redis";

	private static final String CREATE = "bimpeai.checkpoints.jdbc.initialize-schema=always";

	private static final String IN_MEMORY = "Checkpoints are in memory";

	@TempDir
	Path directory;

	private final Desk desk = new Desk();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void oneLineSaysWhatRestartLoses(CapturedOutput output) {
		this.desk.frontDesk().run((context) -> {
			assertThat(context).hasSingleBean(InMemoryCheckpointStore.class);
			assertThat(output.getAll().split(IN_MEMORY, -1)).hasSize(2);
			assertThat(output).contains("'bimpeai.checkpoints.store' = 'jdbc' or 'redis' keeps them");
		});
	}

	@Test
	void nothingIsSaidWithoutStreams(CapturedOutput output) {
		this.desk.runner().run((context) -> assertThat(context).hasSingleBean(InMemoryCheckpointStore.class));
		assertThat(output).doesNotContain(IN_MEMORY);
	}

	@Test
	@EffectOf("bimpeai.checkpoints.store")
	void embeddedDatabaseNeedsNothingElse(CapturedOutput output) {
		withDatabase("jdbc:h2:mem:" + this.desk.conversation.id()).withPropertyValues(JDBC).run((context) -> {
			assertThat(context).hasSingleBean(CheckpointStore.class).hasSingleBean(JdbcCheckpointStore.class);
			delivers("one");
			awaitCheckpoint(context);
		});
		assertThat(output).doesNotContain(IN_MEMORY);
	}

	@Test
	@EffectOf("bimpeai.checkpoints.jdbc.initialize-schema")
	void continuesAfterRestartOverDatabaseInFile() {
		ApplicationContextRunner runner = withFile().withPropertyValues(JDBC, CREATE);
		runner.run((context) -> {
			this.desk.awaitLive();
			delivers("one");
			awaitCheckpoint(context);
		});
		this.desk.receives("two");
		runner.run((context) -> assertThat(this.desk.listener.next()).isEqualTo("two"));
	}

	@Test
	void pauseOfAllInstancesIsInTheDatabase() {
		ApplicationContextRunner runner = withFile().withPropertyValues(JDBC, CREATE);
		runner.run((context) -> {
			this.desk.awaitLive();
			Desk.stream(context).pauseEverywhere();
			await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.PAUSED);
		});
		this.desk.receives("one");
		runner.run((context) -> {
			await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.PAUSED);
			assertThat(this.desk.simulator.openStreams()).isEmpty();
			Desk.stream(context).resumeEverywhere();
			assertThat(this.desk.listener.next()).isEqualTo("one");
		});
		runner
			.run((context) -> await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.LIVE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "embedded", "never" })
	void tableThatIsMissingNamesBothRemedies(String mode) {
		withFile().withPropertyValues(JDBC, "bimpeai.checkpoints.jdbc.initialize-schema=" + mode)
			.run((context) -> assertThat(failure(context)).isInstanceOf(BimpeAIConfigurationException.class)
				.hasMessageContaining("the table 'BIMPEAI_CHECKPOINT'")
				.hasMessageContaining("'bimpeai.checkpoints.jdbc.initialize-schema=always'")
				.hasMessageContaining("Flyway or Liquibase")
				.hasMessageContaining("ai/bimpe/spring/stream/checkpoint/"));
	}

	@Test
	void tablesMayBeCreatedFromTheScript() {
		withFile().withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
			.withPropertyValues(JDBC, "spring.sql.init.mode=always",
					"spring.sql.init.schema-locations=classpath:ai/bimpe/spring/stream/checkpoint/schema-h2.sql")
			.run((context) -> {
				this.desk.awaitLive();
				awaitCheckpoint(context);
			});
	}

	@Test
	@EffectOf("bimpeai.checkpoints.jdbc.table-prefix")
	void tablesMayBeInAnotherSchema() {
		withDatabase("jdbc:h2:mem:prefix;INIT=CREATE SCHEMA IF NOT EXISTS OPS")
			.withPropertyValues(JDBC, "bimpeai.checkpoints.jdbc.table-prefix=OPS.DESK_")
			.run((context) -> {
				awaitCheckpoint(context);
				assertThat(new JdbcTemplate(context.getBean(DataSource.class))
					.queryForList("SELECT CHECKPOINT_KEY FROM OPS.DESK_CHECKPOINT", String.class))
					.containsExactly("front-desk");
			});
	}

	@Test
	void prefixThatIsNoNameIsRefused() {
		withFile().withPropertyValues(JDBC, "bimpeai.checkpoints.jdbc.table-prefix=T; DROP TABLE X")
			.run((context) -> assertThat(failure(context))
				.hasMessageContaining("'bimpeai.checkpoints.jdbc.table-prefix'"));
	}

	@Test
	@EffectOf("bimpeai.checkpoints.redis.key-prefix")
	void redisNeedsNothingElse() throws Exception {
		RedisServer server = Redis.start();
		try {
			this.desk.frontDesk()
				.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
				.withPropertyValues(REDIS, "bimpeai.checkpoints.redis.key-prefix=desk:",
						"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + server.ports().get(0))
				.run((context) -> {
					assertThat(context).hasSingleBean(CheckpointStore.class).hasSingleBean(RedisCheckpointStore.class);
					awaitCheckpoint(context);
					assertThat(context.getBean(StringRedisTemplate.class).keys("*"))
						.containsExactly("desk:checkpoint:{front-desk}");
				});
		}
		finally {
			server.stop();
		}
	}

	@Test
	void storeOfTheApplicationComesFirst() {
		withFile().withPropertyValues(JDBC, CREATE)
			.withBean("own", CheckpointStore.class, InMemoryCheckpointStore::new)
			.run((context) -> assertThat(context).hasSingleBean(CheckpointStore.class).hasBean("own"));
	}

	@Test
	void metadataStoreOfTheApplicationComesFirst() {
		withFile().withPropertyValues(JDBC, CREATE)
			.withBean(ConcurrentMetadataStore.class, SimpleMetadataStore::new)
			.run((context) -> assertThat(context).hasSingleBean(CheckpointStore.class)
				.hasSingleBean(MetadataCheckpointStore.class));
	}

	@Test
	void saysThatThereIsNoDatabase() {
		this.desk.frontDesk(JDBC)
			.run((context) -> assertThat(failure(context)).hasMessageContaining("needs one DataSource")
				.hasMessageContaining("'spring.datasource.url'"));
	}

	@Test
	void saysThatJdbcIsMissing() {
		this.desk.frontDesk(JDBC)
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.boot.sql"))
			.run((context) -> assertThat(failure(context))
				.hasMessageContaining("add 'org.springframework.boot:spring-boot-starter-jdbc'"));
	}

	@Test
	void saysThatThereIsNoRedis() {
		this.desk.frontDesk(REDIS)
			.run((context) -> assertThat(failure(context)).hasMessageContaining("needs one RedisConnectionFactory")
				.hasMessageContaining("'org.springframework.boot:spring-boot-starter-data-redis'"));
	}

	@Test
	void nothingOfStoresIsNeededOnTheClassPath() {
		this.desk.frontDesk()
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.boot.sql", "org.springframework.data", "org.springframework.integration"))
			.run((context) -> {
				this.desk.awaitLive();
				delivers("one");
			});
	}

	private void delivers(String text) {
		this.desk.receives(text);
		assertThat(this.desk.listener.next()).isEqualTo(text);
	}

	private void awaitCheckpoint(AssertableApplicationContext context) {
		CheckpointStore store = context.getBean(CheckpointStore.class);
		String last = this.desk.conversation.messages().isEmpty() ? null
				: this.desk.conversation.messages().get(0).id();
		await().atMost(Desk.SOON).until(() -> {
			Checkpoint stored = store.load("front-desk");
			return stored != null && (last == null || last.equals(stored.after()));
		});
	}

	private ApplicationContextRunner withFile() {
		return withDatabase("jdbc:h2:file:" + this.directory.resolve("desk"));
	}

	private ApplicationContextRunner withDatabase(String url) {
		return this.desk.frontDesk()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + url, "spring.datasource.username=sa",
					"bimpeai.streams.front-desk.after=2020-01-01T00:00:00Z");
	}

	private static Throwable failure(AssertableApplicationContext context) {
		Throwable failure = Objects.requireNonNull(context.getStartupFailure());
		while (!(failure instanceof BimpeAIConfigurationException) && failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

}
