package ai.bimpe.spring.stream.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.checkpoint.AgentCheckpoints;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.FencedCheckpointStore;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.Postgres;
import ai.bimpe.spring.stream.support.Redis;
import ai.bimpe.spring.stream.support.VirtualTime;
import com.zaxxer.hikari.HikariDataSource;
import org.h2.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The contract of {@link CheckpointStore}, for every one that we bring.
 */
class CheckpointStoreTests {

	private static final Checkpoint FIRST = new Checkpoint(1, "2026-01-31T12:00:00Z", null);

	private static final Checkpoint SECOND = new Checkpoint(1, "msg|1", Instant.parse("2026-01-31T12:00:00.123456Z"));

	private static final AtomicInteger databases = new AtomicInteger();

	private static RedisServer redis;

	private static LettuceConnectionFactory connections;

	@BeforeAll
	static void start() throws IOException {
		redis = Redis.start();
		connections = new LettuceConnectionFactory("127.0.0.1", redis.ports().get(0));
		connections.start();
	}

	@AfterAll
	static void stop() throws IOException {
		connections.destroy();
		redis.stop();
	}

	static Stream<Named<CheckpointStore>> stores() {
		String prefix = "T" + databases.incrementAndGet() + "_";
		return Stream.of(Named.of("in memory", new InMemoryCheckpointStore()),
				Named.of("simple metadata", new MetadataCheckpointStore(new SimpleMetadataStore())),
				Named.of("JDBC metadata", new MetadataCheckpointStore(jdbcMetadata())),
				Named.of("H2", new JdbcCheckpointStore(h2("", "schema-h2.sql"))),
				Named.of("H2 as MySQL", new JdbcCheckpointStore(h2(";MODE=MySQL", "schema-mysql.sql"))),
				Named.of("H2 as MariaDB", new JdbcCheckpointStore(h2(";MODE=MariaDB", "schema-mariadb.sql"))),
				Named.of("PostgreSQL", new JdbcCheckpointStore(postgres(prefix), prefix)),
				Named.of("Redis", new RedisCheckpointStore(connections, prefix)));
	}

	private static JdbcMetadataStore jdbcMetadata() {
		JdbcMetadataStore store = new JdbcMetadataStore(h2("", "/org/springframework/integration/jdbc/schema-h2.sql"));
		store.afterPropertiesSet();
		return store;
	}

	private static DataSource h2(String options, String script) {
		DataSource dataSource = new SimpleDriverDataSource(new Driver(),
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options);
		new ResourceDatabasePopulator(new ClassPathResource(script, CheckpointStoreTests.class)).execute(dataSource);
		return dataSource;
	}

	private static DataSource postgres(String prefix) {
		try {
			String script = new ClassPathResource("schema-postgresql.sql", CheckpointStoreTests.class)
				.getContentAsString(StandardCharsets.UTF_8);
			byte[] prefixed = script.replace(JdbcCheckpointStore.DEFAULT_TABLE_PREFIX, prefix)
				.getBytes(StandardCharsets.UTF_8);
			new ResourceDatabasePopulator(new ByteArrayResource(prefixed)).execute(Postgres.dataSource());
			return Postgres.dataSource();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("stores")
	void knowsNothingAtFirst(CheckpointStore store) {
		assertThat(store.load("front-desk")).isNull();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keepsWhatIsWritten(CheckpointStore store) {
		assertThat(store.advance("front-desk", null, FIRST)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
		assertThat(store.advance("front-desk", FIRST, SECOND)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
		assertThat(store.load("front")).isNull();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void refusesWhatIsNotExpected(CheckpointStore store) {
		assertThat(store.advance("front-desk", FIRST, SECOND)).isFalse();
		assertThat(store.load("front-desk")).isNull();
		store.advance("front-desk", null, SECOND);
		assertThat(store.advance("front-desk", null, FIRST)).isFalse();
		assertThat(store.advance("front-desk", FIRST, FIRST)).isFalse();
		assertThat(store.advance("front-desk", new Checkpoint(2, SECOND.after(), SECOND.createdAt()), FIRST)).isFalse();
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void resetsWhateverIsThere(CheckpointStore store) {
		store.reset("front-desk", FIRST);
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
		store.reset("front-desk", SECOND);
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void removesWhatIsExpectedOnly(CheckpointStore store) {
		assertThat(store.delete("front-desk", FIRST)).isFalse();
		store.reset("front-desk", SECOND);
		store.reset("front-desk/2", SECOND);
		assertThat(store.delete("front-desk", FIRST)).isFalse();
		assertThat(store.load("front-desk")).isEqualTo(SECOND);
		assertThat(store.delete("front-desk", SECOND)).isTrue();
		assertThat(store.load("front-desk")).isNull();
		assertThat(store.load("front-desk/2")).isEqualTo(SECOND);
		assertThat(store.advance("front-desk", null, FIRST)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keysMayBeAsLongAsItSays(CheckpointStore store) {
		String key = "n".repeat((store.maxKeyLength() > 0) ? store.maxKeyLength() : 1000);
		assertThat(store.advance(key, null, FIRST)).isTrue();
		assertThat(store.load(key)).isEqualTo(FIRST);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keysDifferInCase(CheckpointStore store) {
		store.reset("front-desk", FIRST);
		assertThat(store.load("Front-Desk")).isNull();
		assertThat(store.advance("Front-Desk", null, SECOND)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void onlyOneOfManyWins(CheckpointStore store) {
		store.reset("front-desk", FIRST);
		AtomicInteger won = new AtomicInteger();
		List<Thread> threads = IntStream.range(2, 10).mapToObj((epoch) -> new Thread(() -> {
			if (store.advance("front-desk", FIRST, new Checkpoint(epoch, "msg_1", null))) {
				won.incrementAndGet();
			}
		})).toList();
		threads.forEach(Thread::start);
		threads.forEach(CheckpointStoreTests::join);
		assertThat(won).hasValue(1);
	}

	@ParameterizedTest
	@MethodSource("stores")
	void namesTheKeysOfOneStreamAndNoOthers(CheckpointStore store) {
		String odd = "a!b%c_d*e?f[g]h^i\\j}k'l";
		List<String> ofOthers = List.of("front-desk", "front-desk#0", "front-desk#paused", "front-desk-2/cnv_1",
				"front/cnv_1", "Front-desk/cnv_1", odd, odd + "#0", "aXbXXcXdXXeXfgh^ij}k'l/cnv_1",
				"a!b%c_d*e?fgh^i\\j}k'l/cnv_1", "a!bXc_d*e?f[g]h^i\\j}k'l/cnv_1", "a!b%cXd*e?f[g]h^i\\j}k'l/cnv_1");
		List<String> ofDesk = List.of("front-desk/cnv_1", "front-desk/cnv_2", "front-desk/front-desk/#");
		List<String> ofOdd = List.of(odd + "/cnv_1", odd + "/%", odd + "/*");
		Stream.of(ofOthers, ofDesk, ofOdd).flatMap(List::stream).forEach((key) -> store.reset(key, FIRST));
		boolean named = !(store instanceof MetadataCheckpointStore);
		assertThat(keys(store, "front-desk/")).containsExactlyInAnyOrderElementsOf(named ? ofDesk : List.of());
		assertThat(keys(store, odd + "/")).containsExactlyInAnyOrderElementsOf(named ? ofOdd : List.of());
		assertThat(keys(store, "nothing/")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("stores")
	void namesKeysSomeAtTimeAlsoWhenTheyAreRemovedMeanwhile(CheckpointStore store) {
		List<String> written = IntStream.range(0, 2500).mapToObj((i) -> "front-desk/cnv_" + i).toList();
		if (store instanceof MetadataCheckpointStore) {
			return;
		}
		written.forEach((key) -> store.advance(key, null, FIRST));
		List<String> named = new ArrayList<>();
		String cursor = null;
		do {
			CheckpointKeys keys = store.keys("front-desk/", cursor);
			named.addAll(keys.keys());
			keys.keys().forEach((key) -> store.delete(key, FIRST));
			cursor = keys.next();
		}
		while (cursor != null);
		assertThat(new HashSet<>(named)).containsExactlyInAnyOrderElementsOf(written);
		assertThat(keys(store, "front-desk/")).isEmpty();
	}

	private static Set<String> keys(CheckpointStore store, String prefix) {
		Set<String> named = new HashSet<>();
		CheckpointKeys keys = store.keys(prefix, null);
		named.addAll(keys.keys());
		while (keys.next() != null) {
			keys = store.keys(prefix, keys.next());
			named.addAll(keys.keys());
		}
		return named;
	}

	@ParameterizedTest
	@MethodSource("stores")
	void keepsWhatCheckpointsBelongTo(CheckpointStore store) {
		Checkpoint ofConversation = FIRST.of("agt|1%7C", "cnv|%25|1");
		assertThat(store.advance("front-desk", null, ofConversation)).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(ofConversation);
		assertThat(store.advance("front-desk", FIRST, SECOND)).isFalse();
		assertThat(store.advance("front-desk", ofConversation, FIRST.of("agt_1", null))).isTrue();
		assertThat(store.load("front-desk")).isEqualTo(FIRST.of("agt_1", null));
	}

	@ParameterizedTest
	@MethodSource("stores")
	void ownerWritesAsLongAsItIsTheOwner(CheckpointStore store) {
		assertThat(store.advance("all/cnv_1", null, FIRST, "all#0", FIRST)).isFalse();
		store.reset("all#0", FIRST);
		assertThat(store.advance("all/cnv_1", FIRST, SECOND, "all#0", FIRST)).isFalse();
		assertThat(store.advance("all/cnv_1", null, FIRST, "all#0", SECOND)).isFalse();
		assertThat(store.load("all/cnv_1")).isNull();
		assertThat(store.advance("all/cnv_1", null, FIRST, "all#0", FIRST)).isTrue();
		assertThat(store.advance("all/cnv_1", null, FIRST, "all#0", FIRST)).isFalse();
		assertThat(store.advance("all/cnv_1", FIRST, SECOND, "all#0", SECOND)).isFalse();
		assertThat(store.advance("all/cnv_1", SECOND, SECOND, "all#0", FIRST)).isFalse();
		assertThat(store.load("all/cnv_1")).isEqualTo(FIRST);
		assertThat(store.advance("all/cnv_1", FIRST, SECOND, "all#0", FIRST)).isTrue();
		assertThat(store.load("all/cnv_1")).isEqualTo(SECOND);
		assertThat(store.load("all#0")).isEqualTo(FIRST);
	}

	static Stream<Named<Garbled>> garbledStores() {
		String prefix = "G" + databases.incrementAndGet() + "_";
		SimpleMetadataStore metadata = new SimpleMetadataStore();
		JdbcMetadataStore jdbcMetadata = jdbcMetadata();
		DataSource h2 = h2("", "schema-h2.sql");
		DataSource postgres = postgres(prefix);
		StringRedisTemplate template = new StringRedisTemplate(connections);
		return Stream.of(
				Named.of("own",
						new Garbled(new CheckpointStoreDecorator(new InMemoryCheckpointStore()),
								(store, key) -> ((CheckpointStoreDecorator) store).garbage.add(key))),
				Named.of("simple metadata",
						new Garbled(new MetadataCheckpointStore(metadata),
								(store, key) -> metadata.put("bimpeai/" + key, "garbage"))),
				Named.of("JDBC metadata",
						new Garbled(new MetadataCheckpointStore(jdbcMetadata),
								(store, key) -> jdbcMetadata.put("bimpeai/" + key, "garbage"))),
				Named.of("H2", garbled(h2, JdbcCheckpointStore.DEFAULT_TABLE_PREFIX)),
				Named.of("PostgreSQL", garbled(postgres, prefix)),
				Named.of("Redis", garbled(prefix + "1:", (key) -> template.opsForValue().set(key, "garbage"))),
				Named.of("Redis, not even text", garbled(prefix + "2:",
						(key) -> template.execute((RedisCallback<Boolean>) (connection) -> connection.stringCommands()
							.set(key.getBytes(StandardCharsets.UTF_8), new byte[] { -1, -2, 0 })))),
				Named.of("Redis, a list", garbled(prefix + "3:", (key) -> {
					template.delete(key);
					template.opsForList().leftPush(key, "garbage");
				})));
	}

	private static Garbled garbled(String prefix, Consumer<String> writer) {
		return new Garbled(new RedisCheckpointStore(connections, prefix),
				(store, key) -> writer.accept(prefix + "checkpoint:{all}" + key.substring("all".length())));
	}

	private static Garbled garbled(DataSource dataSource, String prefix) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		String table = prefix + "CHECKPOINT";
		return new Garbled(new JdbcCheckpointStore(dataSource, prefix), (store, key) -> {
			jdbc.update("DELETE FROM " + table + " WHERE CHECKPOINT_KEY = ?", key);
			jdbc.update("INSERT INTO " + table + " VALUES (?, 'garbage')", key);
		});
	}

	@ParameterizedTest
	@MethodSource("garbledStores")
	void whatIsNoCheckpointIsReplacedByOneOfManyAndNothingElseIs(Garbled garbled) {
		CheckpointStore store = garbled.store();
		assertThat(store.replaceUnreadable("all", FIRST)).isFalse();
		assertThat(store.load("all")).isNull();
		garbled.garble("all");
		assertThatExceptionOfType(InvalidCheckpointException.class).isThrownBy(() -> store.load("all"));
		AtomicInteger won = new AtomicInteger();
		List<Thread> threads = IntStream.range(2, 6).mapToObj((epoch) -> new Thread(() -> {
			if (store.replaceUnreadable("all", new Checkpoint(epoch, "msg_1", null))) {
				won.incrementAndGet();
			}
		})).toList();
		threads.forEach(Thread::start);
		threads.forEach(CheckpointStoreTests::join);
		assertThat(won.get()).isBetween(1, garbled.inOneStep() ? 1 : 4);
		Checkpoint stored = store.load("all");
		assertThat(stored).isNotNull();
		assertThat(store.replaceUnreadable("all", FIRST)).isFalse();
		assertThat(store.load("all")).isEqualTo(stored);
	}

	@ParameterizedTest
	@MethodSource("garbledStores")
	void agentGoesOnThoughItsStartAndItsShardCannotBeRead(Garbled garbled) {
		AgentCheckpoints former = checkpoints(garbled.store());
		former.takeOver();
		former.start(Instant.parse(FIRST.after()));
		former.moveTo("cnv_1", Cursor.start("msg_1"));
		garbled.garble("all#0");
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> checkAndMove(former, Cursor.start("msg_late")));
		former.takeOver();
		garbled.garble("all");
		AgentCheckpoints next = checkpoints(garbled.store());
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(next.current("cnv_2").after()).isEqualTo(FIRST.after());
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> former.moveTo("cnv_1", Cursor.start("msg_late")));
		next.moveTo("cnv_1", Cursor.start("msg_2"));
		next.verify();
		assertThat(garbled.store().load("all/cnv_1")).extracting(Checkpoint::after).isEqualTo("msg_2");
	}

	// Redis cannot even compare what is no string, which counts as an outage until the
	// next check.
	private static void checkAndMove(AgentCheckpoints checkpoints, Cursor cursor) {
		try {
			checkpoints.moveTo("cnv_1", cursor);
		}
		catch (CheckpointStoreException ex) {
			checkpoints.verify();
		}
	}

	private static AgentCheckpoints checkpoints(CheckpointStore store) {
		return new AgentCheckpoints(
				new FencedCheckpointStore(store, new VirtualTime().source(), new FencedCheckpointStore.Listener() {
				}), StreamSpec.ofAgent("all", "agt_1"), 0);
	}

	@Test
	void writesAreCommittedByConnectionsThatDoNotCommitByThemselves() {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setDataSource(h2("", "schema-h2.sql"));
			pool.setAutoCommit(false);
			CheckpointStore store = new JdbcCheckpointStore(pool);
			assertThat(store.advance("front-desk", null, FIRST)).isTrue();
			assertThat(store.load("front-desk")).isEqualTo(FIRST);
			assertThat(store.delete("front-desk", FIRST)).isTrue();
			assertThat(store.load("front-desk")).isNull();
		}
	}

	@Test
	void writesInTransactionOfTheApplicationAreRolledBackWithIt() {
		DataSource dataSource = h2("", "schema-h2.sql");
		CheckpointStore store = new JdbcCheckpointStore(dataSource);
		new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult((status) -> {
			assertThat(store.advance("front-desk", null, FIRST)).isTrue();
			assertThat(store.load("front-desk")).isEqualTo(FIRST);
			status.setRollbackOnly();
		});
		assertThat(store.load("front-desk")).isNull();
	}

	@Test
	void tableMayBeInAnotherSchema() {
		DataSource dataSource = h2(";INIT=CREATE SCHEMA IF NOT EXISTS OPS\\;SET SCHEMA OPS", "schema-h2.sql");
		CheckpointStore store = new JdbcCheckpointStore(dataSource, "OPS.BIMPEAI_");
		store.reset("front-desk", FIRST);
		assertThat(store.load("front-desk")).isEqualTo(FIRST);
	}

	@Test
	void keysOfOneStreamAreInOneSlotOfRedisCluster() {
		CheckpointStore store = new RedisCheckpointStore(connections, "slots:");
		store.reset("front-desk", FIRST);
		store.reset("front-desk#0", FIRST);
		store.reset("front-desk/cnv_1", FIRST);
		assertThat(new StringRedisTemplate(connections).keys("slots:*")).containsExactlyInAnyOrder(
				"slots:checkpoint:{front-desk}", "slots:checkpoint:{front-desk}#0",
				"slots:checkpoint:{front-desk}/cnv_1");
	}

	@Test
	@Timeout(30)
	void keyThatIsTooLongForMetadataStoreOverJdbcIsNotTriedForEver() {
		CheckpointStore store = new MetadataCheckpointStore(jdbcMetadata());
		String key = "n".repeat(240) + "/cnv_12345";
		assertThatIllegalArgumentException().isThrownBy(() -> store.advance(key, null, FIRST))
			.withMessageContaining(key);
		assertThatIllegalArgumentException().isThrownBy(() -> store.reset(key, FIRST));
	}

	@Test
	void metadataIsKeptUnderItsOwnPrefixAndForm() {
		SimpleMetadataStore metadata = new SimpleMetadataStore();
		new MetadataCheckpointStore(metadata).reset("front-desk", SECOND);
		assertThat(metadata.get("bimpeai/front-desk")).isEqualTo("v1|1|2026-01-31T12:00:00.123456Z|||msg|1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "v1|1||||", "v1|1|||| ", "v1|1|yesterday|||msg_1",
			"v1||2026-01-31T12:00:00Z|||msg_1", "v1|x||||msg_1", "v1|01||||msg_1", "v1|-1||||msg_1",
			"v1|1|2026-01-31T12:00:00.000Z|||msg_1", "v1|99999999999999999999||||msg_1", "1||msg_1",
			"v2|1||agt_1|cnv_1|msg_1", "v1|1||agt%_1||msg_1" })
	void refusesToGuessAndNamesKeyAndRemedy(String value) {
		SimpleMetadataStore metadata = new SimpleMetadataStore();
		metadata.put("bimpeai/front-desk", value);
		assertThatExceptionOfType(InvalidCheckpointException.class)
			.isThrownBy(() -> new MetadataCheckpointStore(metadata).load("front-desk"))
			.withMessageContaining("'front-desk'")
			.withMessageContaining("replayFrom")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("front-desk"));
	}

	private static void join(Thread thread) {
		try {
			thread.join(10_000);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A store that others write to as well.
	 *
	 * @param store the store
	 * @param writer writes what is no checkpoint under a key
	 */
	private record Garbled(CheckpointStore store, BiConsumer<CheckpointStore, String> writer) {

		boolean inOneStep() {
			return !(this.store instanceof CheckpointStoreDecorator);
		}

		void garble(String key) {
			this.writer.accept(this.store, key);
		}

	}

}
